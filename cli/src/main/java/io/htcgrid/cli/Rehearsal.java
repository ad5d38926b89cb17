package io.htcgrid.cli;

import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Does what commands do, so that the launcher can archive the classes that it takes: those of a
 * grid that runs a task, or those of a call and of help. Exits with 1 when that does not go as it
 * should, and with 1 after two minutes.
 */
final class Rehearsal {
  private static final String GRID = "rehearsal";
  private static final int MOST_MINUTES = 2;

  private static final String[] SUBMIT = {
    "submit", "--command", "cat", "--input", "-", "--timeout", "1m", "--wait"
  };

  private Rehearsal() {}

  /**
   * Rehearses.
   *
   * @param args the folder in which a grid is to be registered; none: the environment names a grid
   *     that is not there
   */
  public static void main(String[] args) {
    // Other launches wait for this one.
    CompletableFuture.delayedExecutor(MOST_MINUTES, TimeUnit.MINUTES)
        .execute(() -> Runtime.getRuntime().halt(1));
    boolean right = false;
    try {
      right = args.length == 0 ? withoutGrid() : withGrid(Path.of(args[0]));
    } catch (RuntimeException e) {
      System.err.println("the rehearsal failed: " + e);
    }
    System.exit(right ? 0 : 1);
  }

  /** What a call needs is loaded before it fails; what a command is told, for its help. */
  private static boolean withoutGrid() {
    Environment nowhere = Environment.ofProcess();
    boolean right = Main.run(nowhere, "list") != ExitCode.DEFECT;
    right &= Main.run(nowhere, "--help") == ExitCode.OK;
    for (String command : HtcgridCommand.names()) {
      right &= Main.run(nowhere, command, "--help") == ExitCode.OK;
    }
    return right;
  }

  private static boolean withGrid(Path home) {
    LocalGridSettings settings =
        LocalGridSettings.defaults().withName(GRID).withHome(home).withAllowCommand(true);
    try (LocalGrid grid = LocalGrid.start(settings)) {
      Environment environment =
          new Environment(
              Map.of("HTCGRID_HOME", home.toString(), "HTCGRID_GRID", grid.settings().name()),
              home,
              new ByteArrayInputStream("1\n".getBytes(StandardCharsets.UTF_8)),
              false);
      boolean right = Main.run(environment, SUBMIT) == ExitCode.OK;
      right &= Main.run(environment, "local", "start", "--help") == ExitCode.OK;
      right &= Main.run(environment, "demo", "--help") == ExitCode.OK;
      return right;
    }
  }
}
