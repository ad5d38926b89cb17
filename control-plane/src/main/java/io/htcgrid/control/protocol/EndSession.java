package io.htcgrid.control.protocol;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.state.EndResult;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Ends a session early (cancel, deadline, abandoned, fail-fast) in one write, then tells its
 * connectors. No task is written: whoever first reads a page seals it.
 */
public final class EndSession implements Protocol<EndResult> {
  private final StateTable table;
  private final ReplyQueues replies;
  private final InstantSource clock;
  private final SessionId session;
  private final SessionState state;
  private final EndReason reason;
  private final String message;
  private final @Nullable String leaseOwner;
  private @Nullable EndResult result;
  private @Nullable TellEnd telling;

  public EndSession(
      StateTable table,
      ReplyQueues replies,
      InstantSource clock,
      SessionId session,
      SessionState state,
      EndReason reason,
      String message) {
    this(table, replies, clock, session, state, reason, message, null);
  }

  private EndSession(
      StateTable table,
      ReplyQueues replies,
      InstantSource clock,
      SessionId session,
      SessionState state,
      EndReason reason,
      String message,
      @Nullable String leaseOwner) {
    this.table = table;
    this.replies = replies;
    this.clock = clock;
    this.session = session;
    this.state = state;
    this.reason = reason;
    this.message = message;
    this.leaseOwner = leaseOwner;
  }

  /**
   * A submission that will not go on, by whoever holds its submit lease; who lost it ends nothing.
   */
  public static EndSession submission(
      StateTable table,
      ReplyQueues replies,
      InstantSource clock,
      SessionId session,
      String leaseOwner,
      SessionState state,
      EndReason reason,
      String message) {
    return new EndSession(table, replies, clock, session, state, reason, message, leaseOwner);
  }

  /** A client's cancellation. */
  public static EndSession cancel(
      StateTable table, ReplyQueues replies, InstantSource clock, SessionId session) {
    return new EndSession(
        table,
        replies,
        clock,
        session,
        SessionState.CANCELLED,
        EndReason.CANCELLED_BY_CLIENT,
        "cancelled by a client");
  }

  /** Its deadline passed. */
  public static EndSession timedOut(
      StateTable table, ReplyQueues replies, InstantSource clock, SessionRecord overdue) {
    return new EndSession(
        table,
        replies,
        clock,
        overdue.id(),
        SessionState.FAILED,
        EndReason.TIMED_OUT,
        "its timeout of " + overdue.settings().timeout() + " passed");
  }

  /** A task of a fail-fast session failed. */
  public static EndSession failedFast(
      StateTable table, ReplyQueues replies, InstantSource clock, TaskId failed) {
    return new EndSession(
        table,
        replies,
        clock,
        failed.session(),
        SessionState.FAILED,
        EndReason.FAILED_FAST,
        "task " + failed.index() + " failed");
  }

  @Override
  public @Nullable EndResult step() {
    TellEnd tell = telling;
    if (tell != null) {
      tell.step();
    } else {
      EndResult ended = end();
      result = ended;
      if (ended instanceof EndResult.Ended now) {
        tell = new TellEnd(replies, now.session());
        telling = tell;
      }
    }
    return tell == null || tell.done() ? result : null;
  }

  private EndResult end() {
    return leaseOwner == null
        ? table.end(session, state, reason, message, clock.instant())
        : table.endSubmission(session, leaseOwner, state, reason, message, clock.instant());
  }
}
