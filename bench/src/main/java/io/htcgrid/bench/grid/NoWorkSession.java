package io.htcgrid.bench.grid;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.TaskOutcome;
import java.util.stream.IntStream;

/** A session of tasks without work. */
public final class NoWorkSession {
  private NoWorkSession() {}

  /** Payloads of some bytes, each its own. */
  public static SessionSpec of(int tasks) {
    return SessionSpec.function(BenchFunctions.NO_WORK)
        .payloads(IntStream.range(0, tasks).mapToObj(NoWorkSession::payload))
        .build();
  }

  /** Of the task with that index; its result too. */
  public static String payload(int index) {
    return "{\"index\":" + index + "}";
  }

  /**
   * Submits one and takes all its results.
   *
   * @throws IllegalStateException unless every task completed
   */
  public static Session run(HtcGrid grid, int tasks) {
    Session session = grid.submit(of(tasks));
    requireCompleted(session, tasks);
    return session;
  }

  /**
   * Takes all results of a session.
   *
   * @throws IllegalStateException unless so many tasks completed
   */
  public static void requireCompleted(Session session, int tasks) {
    try (OutcomeStream outcomes = session.outcomes()) {
      long completed =
          outcomes.stream().filter(outcome -> outcome instanceof TaskOutcome.Completed).count();
      if (completed != tasks) {
        throw new IllegalStateException(
            "session " + session.id() + ": " + completed + " of " + tasks + " tasks completed");
      }
    }
  }
}
