package io.htcgrid.control.protocol;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.state.RunResult;
import io.htcgrid.control.state.StateTable;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Sweep: fails a task whose message agents put aside too often, unless someone holds it by now. It
 * is claimed first, as only what runs can fail. Ends as a claim does, but for CLAIMED.
 */
final class GiveUpUnhandled implements Protocol<ClaimTask.Outcome> {
  /** How often agents may put a message aside for a defect of theirs. */
  static final int MAX_UNHANDLED = 10;

  /** Owner and nonce, the same for all sweepers: whichever of them claims, all do the same then. */
  private static final String SWEEPER = "sweeper";

  private final StateTable table;
  private final InstantSource clock;
  private final TaskMessage message;
  private final ClaimTask claiming;
  private @Nullable RunRecord claim;

  GiveUpUnhandled(
      StateTable table,
      InstantSource clock,
      LeaseTerms terms,
      SessionRecord session,
      TaskMessage message) {
    this.table = table;
    this.clock = clock;
    this.message = message;
    this.claiming =
        new ClaimTask(
            table,
            clock,
            terms,
            new ClaimTask.Wanted(
                message.task(),
                session.settings().retry(),
                SWEEPER,
                SWEEPER,
                session.pagesExpireAt()));
  }

  static boolean applies(TaskMessage message) {
    return message.unhandled() >= MAX_UNHANDLED;
  }

  @Override
  public ClaimTask.@Nullable Outcome step() {
    RunRecord own = claim;
    if (own == null) {
      ClaimTask.Outcome outcome = claiming.step();
      if (!(outcome instanceof ClaimTask.Outcome.Claimed claimed)) {
        return outcome;
      }
      claim = claimed.run();
      return null;
    }
    claim = null;
    RunResult result = table.giveUp(own, error(), clock.instant());
    return result instanceof RunResult.Done done
        ? new ClaimTask.Outcome.Terminal(done.run())
        : null;
  }

  private TaskError error() {
    return new TaskError(
        FailureKind.ATTEMPTS_EXHAUSTED,
        "MessageUnhandled",
        "agents could not handle its message, "
            + message.unhandled()
            + " times; their logs say why");
  }
}
