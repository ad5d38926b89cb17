package io.htcgrid.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionProgress;
import io.htcgrid.connector.SessionStatus;
import io.htcgrid.connector.TaskOutcome;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Waits for a session and shows how far it is. */
final class SessionWait {
  private final Console console;

  SessionWait(Console console) {
    this.console = console;
  }

  /**
   * Waits for the end, without reading a result.
   *
   * @param timeout null: as long as it takes
   * @throws io.htcgrid.connector.AwaitTimeoutException when that is over
   */
  SessionStatus forEnd(Session session, long tasks, @Nullable Duration timeout) {
    try (Progress bar = Progress.on(console, "session " + session.id(), tasks)) {
      Consumer<SessionProgress> show = now -> bar.ended(now.ended(), now.failed());
      return timeout == null ? session.await(show) : session.await(timeout, show);
    }
  }

  /**
   * Writes every outcome to stdout as it comes, until the session ends.
   *
   * @param view of an outcome; called by this thread alone
   */
  SessionStatus forOutcomes(Session session, long tasks, Function<TaskOutcome, JsonNode> view) {
    try (Progress progress = Progress.on(console, "session " + session.id(), tasks);
        OutcomeStream outcomes = session.outcomes()) {
      long ended = 0;
      long failed = 0;
      for (TaskOutcome outcome : outcomes) {
        ended++;
        if (outcome instanceof TaskOutcome.Failed) {
          failed++;
        }
        JsonNode written = view.apply(outcome);
        progress.aside(() -> console.line(written));
        progress.ended(ended, failed);
      }
    }
    // A session ends a moment after the last of its tasks.
    return session.await();
  }
}
