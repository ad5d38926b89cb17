package io.htcgrid.bench.latency;

import io.htcgrid.bench.grid.NoWorkSession;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionStatus;

/** Runs sessions of one task, one at a time. Not thread-safe. */
final class OneTask {
  private final HtcGrid grid;
  private final CallTrace trace;

  OneTask(HtcGrid grid, CallTrace trace) {
    this.grid = grid;
    this.trace = trace;
  }

  /**
   * Runs one to its end.
   *
   * @throws IllegalStateException unless its task completed
   */
  SessionTrace run() {
    trace.take();
    long begin = System.nanoTime();
    Session session = grid.submit(NoWorkSession.of(1));
    long submitted = System.nanoTime();
    try (OutcomeStream outcomes = session.outcomes()) {
      byte[] result =
          outcomes
              .next()
              .orElseThrow(() -> new IllegalStateException(session + " ended without its task"))
              .orThrow()
              .bytes();
      long inHand = System.nanoTime();
      if (result.length == 0) {
        throw new IllegalStateException("the result of " + session + " is empty");
      }
      SessionTrace found = SessionTrace.of(begin, submitted, inHand, trace.take());
      requireEnd(session);
      return found;
    }
  }

  private static void requireEnd(Session session) {
    SessionStatus status = session.await();
    if (!status.succeeded()) {
      throw new IllegalStateException(status.toString());
    }
  }
}
