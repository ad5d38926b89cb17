package io.htcgrid.system;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** What a process does that is to be killed in the middle of its session. */
final class KilledSession {
  private KilledSession() {}

  /** Tells its session's id, and that some of its tasks have ended, a line each; then waits. */
  static void run(HtcGrid client, int tasks) throws IOException {
    Session session =
        client.submit(
            SessionSpec.function("command")
                .arguments("sh", "-c", "cat; sleep 0.1")
                .payloads(IntStream.range(0, tasks).mapToObj(i -> "task " + i))
                .build());
    System.out.println(session.id());
    AtomicBoolean told = new AtomicBoolean();
    session.await(
        progress -> {
          if (progress.completed() >= tasks / 10 && !told.getAndSet(true)) {
            System.out.println("some have ended");
          }
        });
    System.in.read();
  }
}
