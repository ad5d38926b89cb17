package io.htcgrid.bench.footprint;

import io.htcgrid.bench.report.Figure;
import io.htcgrid.bench.report.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** How long the command takes to start, and to start a local grid. */
final class CommandStarts {
  private static final String GRID = "bench-footprint";

  private final HtcgridCommand command;
  private final int runs;

  CommandStarts(HtcgridCommand command, int runs) {
    this.command = command;
    this.runs = runs;
  }

  List<Figure> measure() throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("htcgrid-footprint");
    try {
      // A launcher that has to build first does so now.
      command.seconds(home, "--help");
      HtcgridCommand emptyMain = HtcgridCommand.emptyMain();
      emptyMain.seconds(home);
      double[] help = new double[runs];
      double[] bare = new double[runs];
      double[] grid = new double[runs];
      for (int run = 0; run < runs; run++) {
        help[run] = command.seconds(home, "--help");
        bare[run] = emptyMain.seconds(home);
        grid[run] =
            command.seconds(home, "--grid", GRID, "local", "start", "--detach", "--agents", "1");
        command.seconds(home, "--grid", GRID, "local", "stop");
      }
      return List.of(
          Figure.of("start", "htcgrid --help", "s", help).withTarget(Target.atMost(0.4)),
          Figure.of("start", "bare JVM", "s", bare),
          Figure.of("start", "local grid", "s", grid).withTarget(Target.atMost(5)));
    } finally {
      delete(home);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
