package io.htcgrid.system;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.IOException;
import java.nio.file.Path;

/** A process with a local grid that is to be killed in the middle of a session. */
final class KilledGrid {
  static final int TASKS = 100;

  private KilledGrid() {}

  static LocalGridSettings settings(Path folder) {
    return LocalGridSettings.defaults()
        .withDataFolder(folder.resolve("data"))
        .withHome(folder.resolve("home"))
        .withSlots(2)
        .withAllowCommand(true);
  }

  /**
   * Tells its session's id, and that some of its tasks have ended, a line each.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws IOException {
    LocalGrid grid = LocalGrid.start(settings(Path.of(arguments[0])));
    HtcGrid client = grid.connect();
    KilledSession.run(client, TASKS);
  }
}
