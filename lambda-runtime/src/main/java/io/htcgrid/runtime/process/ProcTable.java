package io.htcgrid.runtime.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The machine's living processes, as {@code /proc} lists them.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
final class ProcTable {

  /**
   * @param pid the process
   * @param parent the process that started it, or that inherited it
   * @param group its process group
   * @param session its session
   * @param residentBytes its resident size
   */
  record Entry(long pid, long parent, long group, long session, long residentBytes) {}

  // Places among the fields that follow the program's name, from the third field of the file on.
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int GROUP = 2;
  private static final int SESSION = 3;
  private static final int RESIDENT_PAGES = 21;

  private static final long KIB = 1024;

  private final Path proc;
  private final long pageBytes;

  private ProcTable(Path proc, long pageBytes) {
    this.proc = proc;
    this.pageBytes = pageBytes;
  }

  /** The table of this machine; empty where there is no /proc. */
  static Optional<ProcTable> ofThisMachine() {
    Path proc = Path.of("/proc");
    if (!Files.isReadable(proc.resolve("self").resolve("stat"))) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcTable(
            proc,
            kibibytes(proc.resolve("self").resolve("smaps"), "KernelPageSize:").orElse(4L) * KIB));
  }

  /**
   * Each leader with the living processes that are its own: of its group, its session, or started
   * by one of those.
   */
  Map<Long, List<Entry>> families(Set<Long> leaders) {
    var byPid = new HashMap<Long, Entry>();
    living().forEach(entry -> byPid.put(entry.pid(), entry));
    var families = new HashMap<Long, List<Entry>>();
    for (Entry entry : byPid.values()) {
      Optional<Long> leader = leaderOf(entry, byPid, leaders);
      leader.ifPresent(
          found -> families.computeIfAbsent(found, none -> new ArrayList<>()).add(entry));
    }
    return families;
  }

  private static Optional<Long> leaderOf(Entry entry, Map<Long, Entry> byPid, Set<Long> leaders) {
    Entry ancestor = entry;
    // The depth is bounded only because a table read while processes come and go could show a
    // circle.
    for (int depth = 0; ancestor != null && depth < 64; depth++) {
      for (long candidate : new long[] {ancestor.pid(), ancestor.group(), ancestor.session()}) {
        if (leaders.contains(candidate)) {
          return Optional.of(candidate);
        }
      }
      ancestor = byPid.get(ancestor.parent());
    }
    return Optional.empty();
  }

  /**
   * The living processes that were given a variable, as {@code NAME=value}; those of others cannot
   * be told.
   */
  List<Long> carriers(String variable) {
    String wanted = '\0' + variable + '\0';
    return living().stream()
        .map(Entry::pid)
        .filter(pid -> environment(pid).contains(wanted))
        .toList();
  }

  private String environment(long pid) {
    try {
      return '\0'
          + Files.readString(proc.resolve(Long.toString(pid)).resolve("environ"), ISO_8859_1);
    } catch (IOException e) {
      return ""; // It ended meanwhile, or belongs to someone else.
    }
  }

  /** Whether a process is dead, though its parent may not have asked for its status yet. */
  boolean dead(long pid) {
    return read(proc.resolve(Long.toString(pid))).isEmpty();
  }

  /**
   * A process's resident size with shared pages divided among those that share them; empty when it
   * cannot be had.
   */
  Optional<Long> proportionalBytes(long pid) {
    return kibibytes(proc.resolve(Long.toString(pid)).resolve("smaps_rollup"), "Pss:")
        .map(size -> size * KIB);
  }

  private List<Entry> living() {
    var entries = new ArrayList<Entry>();
    try (var folders = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path folder : folders) {
        read(folder).ifPresent(entries::add);
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot list " + proc, e);
    }
    return entries;
  }

  private Optional<Entry> read(Path folder) {
    try {
      String stat = Files.readString(folder.resolve("stat"), ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", RESIDENT_PAGES + 2);
      if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
        return Optional.empty();
      }
      return Optional.of(
          new Entry(
              Long.parseLong(folder.getFileName().toString()),
              Long.parseLong(fields[PARENT]),
              Long.parseLong(fields[GROUP]),
              Long.parseLong(fields[SESSION]),
              Long.parseLong(fields[RESIDENT_PAGES]) * pageBytes));
    } catch (IOException e) {
      return Optional.empty(); // It ended meanwhile.
    }
  }

  private static Optional<Long> kibibytes(Path file, String label) {
    try (var lines = Files.newBufferedReader(file, ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(label)) {
          return Optional.of(
              Long.parseLong(line.substring(label.length()).replace("kB", "").strip()));
        }
      }
    } catch (IOException e) {
      return Optional.empty(); // It ended meanwhile, or the kernel does not tell.
    }
    return Optional.empty();
  }
}
