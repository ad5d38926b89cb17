package io.htcgrid.bench.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** When functions began and ended tasks, written by their processes into files of their own. */
final class RunTrace {
  private static final String BEGIN = "B";
  private static final String END = "E";
  private static final long NEVER = Long.MAX_VALUE;

  private RunTrace() {}

  /**
   * One run of a task by a function.
   *
   * @param begun in milliseconds of wall time
   * @param ended in the same; the largest number when it never did
   */
  record Run(String agent, String task, int attempt, long begun, long ended) {
    boolean isDuring(long millis) {
      return begun <= millis && millis < ended;
    }
  }

  /** Appends to the file of one process. Not thread-safe: a process does one task at a time. */
  static final class Writer {
    private final OutputStream file;

    private Writer(OutputStream file) {
      this.file = file;
    }

    void begun(String task, int attempt) throws IOException {
      line(BEGIN, task, attempt);
    }

    void ended(String task, int attempt) throws IOException {
      line(END, task, attempt);
    }

    private void line(String what, String task, int attempt) throws IOException {
      long now = InstantSource.system().millis();
      // One write each, so that a kill leaves whole lines.
      file.write(
          (what + " " + task + " " + attempt + " " + now + "\n")
              .getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * A writer for one process.
   *
   * @param prefix folder and agent
   */
  static Writer writer(String prefix, long pid) throws IOException {
    return new Writer(
        Files.newOutputStream(
            Path.of(prefix + "." + pid), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /** All runs that were written down. */
  static List<Run> read(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.sorted().toList();
    }
    List<Run> all = new ArrayList<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      read(name.substring(0, name.lastIndexOf('.')), Files.readAllLines(file), all);
    }
    return all;
  }

  private static void read(String agent, List<String> lines, List<Run> all) {
    Map<String, Run> open = new HashMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (words.length < 4) {
        continue;
      }
      int attempt = Integer.parseInt(words[2]);
      long at = Long.parseLong(words[3]);
      if (words[0].equals(BEGIN)) {
        open.put(words[1], new Run(agent, words[1], attempt, at, NEVER));
      } else {
        Run run = open.remove(words[1]);
        if (run != null) {
          all.add(new Run(agent, run.task, run.attempt, run.begun, at));
        }
      }
    }
    all.addAll(open.values());
  }
}
