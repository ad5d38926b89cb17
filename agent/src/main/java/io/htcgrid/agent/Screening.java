package io.htcgrid.agent;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.queue.TaskMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to do with a task message, judged by its session. No I/O. */
sealed interface Screening {
  /** Claim its task. */
  record Run(SessionRecord session) implements Screening {}

  /** Its session has ended: delete it. */
  record Stale() implements Screening {}

  /** Its session's deadline has passed: end the session, and look again. */
  record Overdue(SessionRecord session) implements Screening {}

  /**
   * It belongs to nothing that this grid knows.
   *
   * @param reason one sentence
   */
  record Foreign(String reason) implements Screening {}

  /**
   * Judges a message.
   *
   * @param session null: there is none, or it has expired
   */
  static Screening of(TaskMessage message, @Nullable SessionRecord session, Instant now) {
    if (session == null) {
      return new Foreign("there is no session " + message.task().session() + ", or it has expired");
    }
    if (session.ended()) {
      return new Stale();
    }
    if (session.overdue(now)) {
      return new Overdue(session);
    }
    return message.mismatch(session).<Screening>map(Foreign::new).orElseGet(() -> new Run(session));
  }
}
