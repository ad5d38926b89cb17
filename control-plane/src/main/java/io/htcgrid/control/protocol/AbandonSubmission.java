package io.htcgrid.control.protocol;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.state.EndResult;
import io.htcgrid.control.state.LeaseResult;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Sweep: fails a session whose submission stopped half-way and was not taken over for {@link
 * #GRACE}. Takes the submit lease first, so that no submitter can go on meanwhile.
 */
public final class AbandonSubmission implements Protocol<Boolean> {
  /** From the end of the submit lease on; a client may still retry the submit. */
  public static final Duration GRACE = Duration.ofMinutes(10);

  private static final Duration LEASE = Duration.ofMinutes(1);

  private final StateTable table;
  private final ReplyQueues replies;
  private final InstantSource clock;
  private final SessionId session;
  private final String owner;
  private @Nullable SessionRecord abandoned;
  private @Nullable EndSession ending;

  /**
   * Looks at a session; it may be in any state.
   *
   * @param owner of the submit lease that is taken
   */
  public AbandonSubmission(
      StateTable table, ReplyQueues replies, InstantSource clock, SessionId session, String owner) {
    this.table = table;
    this.replies = replies;
    this.clock = clock;
    this.session = session;
    this.owner = owner;
  }

  /** Whether a session looks abandoned; what was seen of it may be old. */
  public static boolean isAbandoned(SessionRecord seen, Instant now) {
    SubmitLease lease = seen.submitLease();
    return seen.state() == SessionState.SUBMITTING
        && lease != null
        && lease.expiresAt().plus(GRACE).isBefore(now);
  }

  /** Returns whether it was abandoned, and has failed by these steps. */
  @Override
  public @Nullable Boolean step() {
    EndSession end = ending;
    if (end != null) {
      EndResult ended = end.step();
      return ended == null ? null : ended instanceof EndResult.Ended;
    }
    SessionRecord half = abandoned;
    Instant now = clock.instant();
    if (half == null) {
      abandoned =
          table.readSession(session, now).filter(read -> isAbandoned(read, now)).orElse(null);
      return abandoned == null ? false : null;
    }
    SubmitLease held = half.submitLease();
    LeaseResult result =
        table.takeOverSubmission(
            session,
            new SubmitLease(owner, now.plus(LEASE), held == null ? -1 : held.highestPage()),
            now);
    if (!(result instanceof LeaseResult.Held)) {
      return false;
    }
    ending =
        EndSession.submission(
            table,
            replies,
            clock,
            session,
            owner,
            SessionState.FAILED,
            EndReason.SUBMISSION_ABANDONED,
            "its submission stopped half-way and nobody took it over for "
                + GRACE.toMinutes()
                + " minutes");
    return null;
  }
}
