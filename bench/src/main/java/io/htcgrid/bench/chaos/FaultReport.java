package io.htcgrid.bench.chaos;

import io.htcgrid.embedded.faults.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The faults that one agent injected so far, in a file that outlives it. What it injected in the
 * quarter of a second before a kill is not counted.
 */
record FaultReport(Path file) {
  private static final String SUFFIX = ".faults";

  static FaultReport of(ChaosFolder folder, String agent) {
    return new FaultReport(folder.agents().resolve(agent + SUFFIX));
  }

  /** Whether the agent works: it writes once it has started. */
  boolean exists() {
    return Files.exists(file);
  }

  void write(Map<Fault, Long> counts) {
    List<String> lines = new ArrayList<>();
    counts.forEach((fault, count) -> lines.add(fault + " " + count));
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.write(fresh, lines);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The sums of all agents of a run. */
  static Map<Fault, Long> sums(ChaosFolder folder) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder.agents())) {
      files = listed.filter(file -> file.toString().endsWith(SUFFIX)).toList();
    }
    Map<Fault, Long> sums = new EnumMap<>(Fault.class);
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ", 2);
        sums.merge(Fault.valueOf(words[0]), Long.valueOf(words[1]), Long::sum);
      }
    }
    return sums;
  }
}
