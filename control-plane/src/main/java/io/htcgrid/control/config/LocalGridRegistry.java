package io.htcgrid.control.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The local grids of this user: a file {@code grids/<name>.json} each in the home folder, written
 * when a grid has started and removed when it has stopped. A file whose process is dead is stale:
 * what reads the registry must ask {@link LocalGridEntry#alive()}. Thread-safe, also between
 * processes.
 */
public final class LocalGridRegistry {
  private static final String SUFFIX = ".json";
  private static final String CONFIG = "config";
  private static final String PID = "pid";
  private static final String PROCESS_STARTED_AT = "processStartedAt";
  private static final String STOPPING = "stopping";
  private static final String RUNTIME_ENDPOINT = "runtimeEndpoint";

  private final Path folder;

  /**
   * The registry in a home folder.
   *
   * @param home see {@link GridFinder#home}
   */
  public LocalGridRegistry(Path home) {
    this.folder = home.resolve("grids");
  }

  /** Where a grid of that name is or would be registered. */
  public Path file(String grid) {
    return folder.resolve(grid + SUFFIX);
  }

  /**
   * Registers a grid, in place of a stale one of its name, or of what this process said of it
   * before.
   *
   * @throws LocalGridNameTakenException when another running process has a grid of that name
   */
  public void write(LocalGridEntry entry) {
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid()) {
          replace(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The local grid "
              + entry.config().grid()
              + " cannot be registered in "
              + folder
              + "; make it a folder that this user may write to",
          e);
    }
  }

  private void replace(LocalGridEntry entry) throws IOException {
    String grid = entry.config().grid();
    requireFree(grid, entry.pid());
    Path temporary = Files.createTempFile(folder, grid, ".new");
    Files.writeString(temporary, encode(entry));
    Files.move(
        temporary, file(grid), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Makes sure that this process may have a grid of that name, for now.
   *
   * @throws LocalGridNameTakenException when another running process has one
   */
  public void requireFree(String grid) {
    requireFree(grid, ProcessHandle.current().pid());
  }

  private void requireFree(String grid, long pid) {
    Optional<LocalGridEntry> holder = find(grid);
    if (holder.isPresent() && holder.get().alive() && holder.get().pid() != pid) {
      throw new LocalGridNameTakenException(holder.get());
    }
  }

  /** Removes an entry, unless another process has registered that grid since. */
  public void remove(LocalGridEntry entry) {
    String grid = entry.config().grid();
    try {
      if (find(grid).filter(found -> found.pid() == entry.pid()).isPresent()) {
        Files.deleteIfExists(file(grid));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file(grid) + " cannot be removed", e);
    }
  }

  /**
   * A registered grid, running or stale.
   *
   * @throws ConfigException when its file cannot be read
   */
  public Optional<LocalGridEntry> find(String grid) {
    Path file = file(grid);
    try {
      return Optional.of(decode(Files.readString(file), file.toString()));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Unreadable.file(file, e);
    }
  }

  /** All registered grids, running and stale, by name. */
  public List<LocalGridEntry> list() {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path each : files) {
        String name = String.valueOf(each.getFileName());
        names.add(name.substring(0, name.length() - SUFFIX.length()));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw Unreadable.file(folder, e);
    }
    return names.stream().sorted().flatMap(name -> find(name).stream()).toList();
  }

  private static String encode(LocalGridEntry entry) {
    ObjectNode tree = ConfigTree.emptyObject();
    tree.set(CONFIG, GridConfigCodec.tree(entry.config()));
    tree.put(PID, entry.pid());
    if (entry.processStartedAt() != null) {
      tree.put(PROCESS_STARTED_AT, entry.processStartedAt().toString());
    }
    if (entry.stopping()) {
      tree.put(STOPPING, true);
    }
    if (entry.runtimeEndpoint() != null) {
      tree.put(RUNTIME_ENDPOINT, entry.runtimeEndpoint().toString());
    }
    return tree.toPrettyString() + "\n";
  }

  private static LocalGridEntry decode(String json, String source) {
    JsonNode tree = ConfigTree.json(json, source);
    JsonNode pid = tree.path(PID);
    if (!pid.canConvertToLong() || !pid.isIntegralNumber()) {
      throw broken(source, PID, "is missing or no number", null);
    }
    String started = tree.path(PROCESS_STARTED_AT).textValue();
    String runtime = tree.path(RUNTIME_ENDPOINT).textValue();
    try {
      return new LocalGridEntry(
          GridConfigCodec.decode(tree.path(CONFIG), source),
          pid.longValue(),
          started == null ? null : Instant.parse(started),
          tree.path(STOPPING).booleanValue(),
          runtime == null ? null : new URI(runtime));
    } catch (DateTimeException e) {
      throw broken(source, PROCESS_STARTED_AT, "is no time", e);
    } catch (URISyntaxException e) {
      throw broken(source, RUNTIME_ENDPOINT, "is no URL", e);
    }
  }

  private static ConfigException broken(
      String source, String key, String problem, @Nullable Throwable cause) {
    return new ConfigException(
        List.of(new ConfigProblem(key, source, problem + "; delete the file")), cause);
  }
}
