package io.htcgrid.control.protocol;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.state.BeginResult;
import io.htcgrid.control.state.LeaseResult;
import io.htcgrid.control.state.StateTable;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Submit, step 1: put the session, or join or take over the one that has its id. */
public final class BeginSubmission implements Protocol<SubmissionStart> {
  private final StateTable table;
  private final SessionRecord proposed;
  private final SubmitLease lease;
  private final InstantSource clock;
  private @Nullable SessionRecord abandoned;

  /**
   * Puts {@code proposed}, or finds out what became of the one before it.
   *
   * @param proposed SUBMITTING, with the caller's submit lease
   */
  public BeginSubmission(StateTable table, SessionRecord proposed, InstantSource clock) {
    this.table = table;
    this.proposed = proposed;
    this.lease = Objects.requireNonNull(proposed.submitLease(), "submit lease");
    this.clock = clock;
  }

  @Override
  public @Nullable SubmissionStart step() {
    SessionRecord half = abandoned;
    if (half != null) {
      return takeOver(half);
    }
    BeginResult result = table.begin(proposed, clock.instant());
    if (result instanceof BeginResult.Begun begun) {
      return new SubmissionStart.Fresh(begun.session());
    }
    return judge(((BeginResult.Exists) result).stored());
  }

  private @Nullable SubmissionStart judge(SessionRecord stored) {
    if (!stored.expiresAt().isAfter(clock.instant())) {
      return new SubmissionStart.Refused(
          stored,
          "client token "
              + stored.clientToken()
              + " was that of session "
              + stored.id()
              + ", which expired at "
              + stored.expiresAt()
              + "; it may be used again from "
              + stored.idFreeAt()
              + " on, so use another one");
    }
    if (!stored.settingsDigest().equals(proposed.settingsDigest())) {
      return new SubmissionStart.Refused(
          stored,
          "session "
              + stored.id()
              + " was submitted under client token "
              + stored.clientToken()
              + " with other settings");
    }
    if (stored.state() != SessionState.SUBMITTING) {
      return new SubmissionStart.AlreadySubmitted(stored);
    }
    SubmitLease held = stored.submitLease();
    if (held == null || held.expiresAt().isBefore(clock.instant())) {
      abandoned = stored;
      return null;
    }
    return held.owner().equals(lease.owner())
        ? new SubmissionStart.Fresh(stored)
        : new SubmissionStart.Busy(stored, held.expiresAt());
  }

  private @Nullable SubmissionStart takeOver(SessionRecord half) {
    SubmitLease held = half.submitLease();
    int highestPage = held == null ? -1 : held.highestPage();
    LeaseResult result =
        table.takeOverSubmission(
            half.id(),
            new SubmitLease(lease.owner(), lease.expiresAt(), highestPage),
            clock.instant());
    abandoned = null;
    if (result instanceof LeaseResult.Held taken) {
      return new SubmissionStart.TookOver(taken.session());
    }
    // Someone else took it, or the sweeper ended it; or it is gone, and begin will put it.
    return result instanceof LeaseResult.Refused refused ? judge(refused.stored()) : null;
  }
}
