package io.htcgrid.connector;

import io.htcgrid.connector.watch.SessionView;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionState;
import io.htcgrid.data.SessionId;

/**
 * How far a session is. The counts of a session that goes on may lag behind by a moment.
 *
 * @param session the session itself
 * @param completed how many tasks have a result
 * @param failed how many tasks ended without one
 * @param cancelled how many tasks were cancelled, or had not ended when the session did
 * @param overdue the deadline passed, and the session is not ended yet: somebody with the
 *     permission to will
 */
public record SessionStatus(
    SessionSummary session, int completed, int failed, int cancelled, boolean overdue) {

  static SessionStatus of(SessionView view) {
    OutcomeCounts counts = view.counts();
    return new SessionStatus(
        SessionSummary.of(view.session(), view.taskCount()),
        counts.completed(),
        counts.failed(),
        counts.cancelled(),
        view.isOverdue());
  }

  /** The session's id. */
  public SessionId id() {
    return session.id();
  }

  /** The session's state. */
  public SessionState state() {
    return session.state();
  }

  /** How many tasks there are; -1 while the session is SUBMITTING. */
  public int taskCount() {
    return session.taskCount();
  }

  /** How many tasks have not ended; -1 while nobody knows how many there are. */
  public int open() {
    return taskCount() < 0 ? -1 : taskCount() - completed - failed - cancelled;
  }

  /** Whether the session has ended. */
  public boolean ended() {
    return session.ended();
  }

  /** Whether every result is there. */
  public boolean succeeded() {
    return state() == SessionState.COMPLETED;
  }
}
