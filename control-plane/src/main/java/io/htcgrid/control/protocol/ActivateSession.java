package io.htcgrid.control.protocol;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.state.ActivateResult;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.SessionId;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Submit, step 3: activate, then close what its agents could not know to be complete. */
public final class ActivateSession implements Protocol<ActivateSession.Activation> {
  /** How it ended. */
  public sealed interface Activation {
    /** Every task is in the system; the session may have ended since. */
    record Active(SessionRecord session) implements Activation {}

    /** It ended meanwhile: cancelled, timed out or abandoned. */
    record Ended(SessionRecord session) implements Activation {}

    /** Another submission took it over; it will activate it, or has. */
    record LeaseLost(SessionRecord session) implements Activation {}

    /** It expired or never was. */
    record Gone() implements Activation {}
  }

  private final StateTable table;
  private final InstantSource clock;
  private final SessionId session;
  private final String leaseOwner;
  private final int taskCount;
  private @Nullable SessionRecord active;
  private @Nullable CloseCascade closing;

  public ActivateSession(
      StateTable table, InstantSource clock, SessionId session, String leaseOwner, int taskCount) {
    this.table = table;
    this.clock = clock;
    this.session = session;
    this.leaseOwner = leaseOwner;
    this.taskCount = taskCount;
  }

  @Override
  public @Nullable Activation step() {
    CloseCascade cascade = closing;
    SessionRecord activated = active;
    if (cascade != null && activated != null) {
      CloseCascade.Closed closed = cascade.step();
      return closed == null ? null : new Activation.Active(closed.endedSession().orElse(activated));
    }
    ActivateResult result = table.activate(session, leaseOwner, taskCount);
    if (result instanceof ActivateResult.Activated done) {
      return close(done.session());
    }
    if (result instanceof ActivateResult.Refused refused) {
      return judge(refused.stored());
    }
    return new Activation.Gone();
  }

  private @Nullable Activation judge(SessionRecord stored) {
    if (stored.state() == SessionState.ACTIVE && stored.taskCount() == taskCount) {
      // This submission's own activation whose reply was lost, or its equal's.
      return close(stored);
    }
    if (stored.ended() && stored.sized()) {
      return new Activation.Active(stored);
    }
    return stored.ended() ? new Activation.Ended(stored) : new Activation.LeaseLost(stored);
  }

  private @Nullable Activation close(SessionRecord session) {
    active = session;
    closing = CloseCascade.ofActivated(table, clock, session);
    return null;
  }
}
