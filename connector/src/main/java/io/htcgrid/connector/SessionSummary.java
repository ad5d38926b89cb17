package io.htcgrid.connector;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.data.SessionId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session as listings show it.
 *
 * @param taskCount -1 while the session is SUBMITTING
 * @param tags as they were given at submit
 * @param deadline past it, the session has failed
 * @param endedAt null: it has not ended
 * @param reason why it ended; null: it has not
 * @param message one sentence on its end; null: it has not ended
 * @param parent the session whose tasks this one repeats; null: none
 */
public record SessionSummary(
    SessionId id,
    SessionState state,
    String function,
    int priority,
    int taskCount,
    Map<String, String> tags,
    Instant createdAt,
    Instant deadline,
    @Nullable Instant endedAt,
    @Nullable EndReason reason,
    @Nullable String message,
    @Nullable String parent) {
  public SessionSummary {
    tags = Map.copyOf(tags);
  }

  /** Whether it has ended; an ended session never un-ends. */
  public boolean ended() {
    return state.ended();
  }

  static SessionSummary of(SessionRecord session, int taskCount) {
    return new SessionSummary(
        session.id(),
        session.state(),
        session.settings().function(),
        session.settings().priority(),
        taskCount,
        session.settings().tags(),
        session.createdAt(),
        session.deadline(),
        session.endedAt(),
        session.endReason(),
        session.endMessage(),
        session.settings().parent());
  }
}
