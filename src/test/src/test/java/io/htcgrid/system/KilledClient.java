package io.htcgrid.system;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.control.config.GridConfigCodec;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

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
    Session session =
        client.submit(
            SessionSpec.function("command")
                .arguments("sh", "-c", "cat; sleep 0.1")
                .payloads(IntStream.range(0, TASKS).mapToObj(i -> "task " + i))
                .build());
    System.out.println(session.id());
    AtomicBoolean told = new AtomicBoolean();
    session.await(
        progress -> {
          if (progress.completed() >= TASKS / 10 && !told.getAndSet(true)) {
            System.out.println("some have ended");
          }
        });
    System.in.read();
  }
}
