package io.htcgrid.runtime.function;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions in a folder, one folder each, and versions of functions in another, {@code
 * <name>/<version>}. Ids are {@code name} or {@code name:version}. What was read is trusted for a
 * second; then the next use looks at the folder again, so that new and changed functions are found
 * while the runtime runs. Thread-safe.
 */
public final class FunctionCatalog {

  /** The name that stands for a command line and cannot be a folder's. */
  public static final String COMMAND = "command";

  private static final Logger log = LoggerFactory.getLogger(FunctionCatalog.class);

  private static final long TRUSTED_NANOS = Duration.ofSeconds(1).toNanos();

  /** Lambda's rule for function names. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  private record Entry(FunctionLookup lookup, long readAt) {}

  private static final String LATEST = "$LATEST";

  private final Path folder;
  private final @Nullable Path versions;
  private final LongSupplier nanoTime;
  private final FunctionReader reader = new FunctionReader();
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  /**
   * @param folder the folder of functions
   * @param versions the folder of versions; null: there are none
   * @param nanoTime elapsed time in nanoseconds
   */
  public FunctionCatalog(Path folder, @Nullable Path versions, LongSupplier nanoTime) {
    this.folder = folder.toAbsolutePath().normalize();
    this.versions = versions == null ? null : versions.toAbsolutePath().normalize();
    this.nanoTime = nanoTime;
  }

  /**
   * Everything that is wrong with the functions in a folder, for who does not run them.
   *
   * @throws IOException when the folder itself cannot be read
   */
  public static List<FunctionProblem> problemsIn(Path folder) throws IOException {
    FunctionCatalog catalog = new FunctionCatalog(folder, null, () -> 0);
    return catalog.found().stream()
        .map(catalog::readFound)
        .filter(FunctionLookup.Faulty.class::isInstance)
        .flatMap(lookup -> ((FunctionLookup.Faulty) lookup).problems().stream())
        .toList();
  }

  /** Whether a folder is that of a function itself, rather than one of functions. */
  public static boolean isFunction(Path folder) {
    return Files.isRegularFile(folder.resolve(FunctionReader.FILE));
  }

  /** What one folder holds, for who does not run it. */
  public static FunctionLookup in(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    return new FunctionReader().read(whole.getFileName().toString(), whole);
  }

  /**
   * The id of what a caller names.
   *
   * @param qualifier empty for none
   */
  public String id(String name, String qualifier) {
    return versions == null || qualifier.isEmpty() || qualifier.equals(LATEST)
        ? name
        : name + ":" + qualifier;
  }

  /** Forgets the versions whose folders are gone, and tells which. Looks at folders. */
  public List<String> forgetGone() {
    var gone = new ArrayList<String>();
    for (String id : List.copyOf(entries.keySet())) {
      if (id.indexOf(':') >= 0 && !Files.isDirectory(folderOf(id))) {
        entries.remove(id);
        gone.add(id);
      }
    }
    return gone;
  }

  /**
   * Reads every function and logs what is wrong with any.
   *
   * @throws IOException when the folder itself cannot be read
   */
  public void readAll() throws IOException {
    found().forEach(name -> keep(name, readFound(name)));
  }

  private List<String> found() throws IOException {
    try (var folders = Files.list(folder)) {
      return folders
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** What is known of a name without looking at the folder; empty when it is time to look again. */
  public Optional<FunctionLookup> cached(String name) {
    var entry = entries.get(name);
    return entry == null || nanoTime.getAsLong() - entry.readAt() > TRUSTED_NANOS
        ? Optional.empty()
        : Optional.of(entry.lookup());
  }

  /** Looks at the folder again; reads files. */
  public FunctionLookup refresh(String name) {
    return keep(name, read(name));
  }

  private FunctionLookup keep(String name, FunctionLookup lookup) {
    if (lookup instanceof FunctionLookup.Unknown) {
      entries.remove(name);
    } else {
      note(name, lookup);
    }
    return lookup;
  }

  private void note(String name, FunctionLookup lookup) {
    var before = entries.put(name, new Entry(lookup, nanoTime.getAsLong()));
    if (lookup instanceof FunctionLookup.Faulty faulty
        && (before == null || !lookup.equals(before.lookup()))) {
      faulty.problems().forEach(problem -> log.warn("Function {} cannot run: {}", name, problem));
    }
  }

  private FunctionLookup readFound(String name) {
    return NAME.matcher(name).matches()
        ? read(name)
        : faulty(
            folder.resolve(name),
            "a function's name has letters, digits, - and _ only, 64 at most");
  }

  private FunctionLookup read(String id) {
    if (!isId(id) || !Files.isDirectory(folderOf(id))) {
      return new FunctionLookup.Unknown();
    }
    return id.equals(COMMAND)
        ? faulty(folderOf(id), "the name stands for the built-in function; choose another")
        : reader.read(id, folderOf(id));
  }

  private static boolean isId(String id) {
    int colon = id.indexOf(':');
    return colon < 0
        ? NAME.matcher(id).matches()
        : NAME.matcher(id.substring(0, colon)).matches()
            && NAME.matcher(id.substring(colon + 1)).matches();
  }

  private Path folderOf(String id) {
    int colon = id.indexOf(':');
    return versions == null || colon < 0
        ? folder.resolve(id)
        : versions.resolve(id.substring(0, colon)).resolve(id.substring(colon + 1));
  }

  private static FunctionLookup faulty(Path path, String message) {
    return new FunctionLookup.Faulty(List.of(new FunctionProblem(path, "", message)));
  }

  /** Functions that can run, in order, as last read. */
  public List<String> names() {
    var names = new ArrayList<String>();
    new TreeMap<>(entries)
        .forEach(
            (name, entry) -> {
              if (entry.lookup() instanceof FunctionLookup.Found) {
                names.add(name);
              }
            });
    return names;
  }

  /** Everything that is wrong with functions, as last read. */
  public List<FunctionProblem> problems() {
    var problems = new ArrayList<FunctionProblem>();
    new TreeMap<>(entries)
        .forEach(
            (name, entry) -> {
              if (entry.lookup() instanceof FunctionLookup.Faulty faulty) {
                problems.addAll(faulty.problems());
              }
            });
    return problems;
  }
}
