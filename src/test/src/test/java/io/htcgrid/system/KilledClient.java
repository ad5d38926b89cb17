package io.htcgrid.system;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.control.config.GridConfigCodec;
import java.io.IOException;

/** A process with a connector that is to be killed in the middle of its session. */
final class KilledClient {
  static final int TASKS = 60;

  private KilledClient() {}

  /**
   * Tells its session's id, and that some of its tasks have ended, a line each.
   *
   * @param arguments the grid's configuration
   */
  public static void main(String[] arguments) throws IOException {
    HtcGrid client = HtcGrid.connect(GridConfigCodec.decode(arguments[0], "the test"));
    KilledSession.run(client, TASKS);
  }
}
