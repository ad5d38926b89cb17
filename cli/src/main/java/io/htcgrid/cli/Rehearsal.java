package io.htcgrid.cli;

import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Does what most commands do, on a grid of its own, so that the launcher can archive the classes
 * that it takes: runs one task and asks for its session. Exits with 1 when a command fails, and
 * with 1 after two minutes.
 */
final class Rehearsal {
  private static final String GRID = "rehearsal";
  private static final int MOST_MINUTES = 2;

  private static final List<String[]> COMMANDS =
      List.of(
          new String[] {"submit", "--command", "cat", "--input", "-", "--timeout", "1m", "--wait"},
          new String[] {"list"},
          new String[] {"--help"});

  private Rehearsal() {}

  /**
   * Rehearses.
   *
   * @param args the folder in which the grid is registered
   */
  public static void main(String[] args) {
    // Other launches wait for this one.
    CompletableFuture.delayedExecutor(MOST_MINUTES, TimeUnit.MINUTES)
        .execute(() -> Runtime.getRuntime().halt(1));
    int code = 1;
    try {
      code = rehearse(Path.of(args[0]));
    } catch (RuntimeException e) {
      System.err.println("the rehearsal failed: " + e);
    }
    System.exit(code);
  }

  private static int rehearse(Path home) {
    LocalGridSettings settings =
        LocalGridSettings.defaults().withName(GRID).withHome(home).withAllowCommand(true);
    int worst = ExitCode.OK;
    try (LocalGrid grid = LocalGrid.start(settings)) {
      for (String[] command : COMMANDS) {
        worst = Math.max(worst, run(home, grid.settings().name(), command));
      }
    }
    return worst == ExitCode.OK ? 0 : 1;
  }

  private static int run(Path home, String grid, String... command) {
    Environment environment =
        new Environment(
            Map.of("HTCGRID_HOME", home.toString(), "HTCGRID_GRID", grid),
            home,
            new ByteArrayInputStream("1\n".getBytes(StandardCharsets.UTF_8)),
            false);
    return Failures.execute(
        HtcgridCommand.commandLine(
            environment,
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8)),
        command);
  }
}
