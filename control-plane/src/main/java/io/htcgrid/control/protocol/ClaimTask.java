package io.htcgrid.control.protocol;

import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.state.Claim;
import io.htcgrid.control.state.ClaimResult;
import io.htcgrid.control.state.RunResult;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Run: claims a task, takes it over from a lost agent, or gives it up when its tries are used up.
 */
public final class ClaimTask implements Protocol<ClaimTask.Outcome> {
  /** How it ended. */
  public sealed interface Outcome {
    record Claimed(RunRecord run) implements Outcome {}

    /** Leave its message invisible until then. */
    record NotYet(RunRecord run, Instant until) implements Outcome {}

    /** Terminal, perhaps just now: repeat what follows finish, then delete the message. */
    record Terminal(RunRecord run) implements Outcome {}
  }

  /**
   * The claim that is wanted.
   *
   * @param retry policy of the task's session
   * @param owner the agent process
   * @param nonce new for every claim
   * @param expiresAt when the table may drop the run record
   */
  public record Wanted(
      TaskId task, RetryPolicy retry, String owner, String nonce, Instant expiresAt) {
    private Claim until(Instant leaseExpiresAt) {
      return new Claim(owner, nonce, leaseExpiresAt, expiresAt);
    }
  }

  /** Keeps the history of a task's tries, for those whose agent can no longer do it. */
  @FunctionalInterface
  public interface History {
    History NONE = (lost, error) -> null;

    /**
     * Adds a lost try, in one step.
     *
     * @return where the history lies now; null: it is where it was
     */
    @Nullable BlobReference add(RunRecord lost, TaskError error);
  }

  private final StateTable table;
  private final InstantSource clock;
  private final LeaseTerms terms;
  private final Wanted wanted;
  private final History history;
  private @Nullable RunRecord lost;
  private @Nullable BlobReference log;
  private boolean told;

  /** Makes a claim that keeps no history. */
  public ClaimTask(StateTable table, InstantSource clock, LeaseTerms terms, Wanted wanted) {
    this(table, clock, terms, wanted, History.NONE);
  }

  /** Makes a claim that adds each lost try to the history first. */
  public ClaimTask(
      StateTable table, InstantSource clock, LeaseTerms terms, Wanted wanted, History history) {
    this.table = table;
    this.clock = clock;
    this.terms = terms;
    this.wanted = wanted;
    this.history = history;
  }

  @Override
  public @Nullable Outcome step() {
    Instant now = clock.instant();
    RunRecord seen = lost;
    if (seen == null) {
      return judge(table.claim(wanted.task(), claim(now), now));
    }
    TaskError loss = LostClaim.loss(seen);
    if (!told && history != History.NONE) {
      log = history.add(seen, loss);
      told = true;
      return null;
    }
    if (!LostClaim.exhausts(wanted.retry(), seen)) {
      return judge(table.takeOver(seen, claim(now), log, now));
    }
    RunResult result = table.giveUp(seen, loss, log, now);
    lost = null;
    return result instanceof RunResult.Done done ? new Outcome.Terminal(done.run()) : null;
  }

  private Claim claim(Instant now) {
    return wanted.until(terms.expiry(now));
  }

  private @Nullable Outcome judge(ClaimResult result) {
    lost = null;
    if (result instanceof ClaimResult.Claimed claimed) {
      return new Outcome.Claimed(claimed.run());
    }
    if (result instanceof ClaimResult.NotDue notDue) {
      return new Outcome.NotYet(notDue.run(), notDue.notBefore());
    }
    if (result instanceof ClaimResult.Terminal terminal) {
      return new Outcome.Terminal(terminal.run());
    }
    ClaimResult.Held held = (ClaimResult.Held) result;
    if (!terms.lost(held.run(), clock.instant())) {
      return new Outcome.NotYet(held.run(), terms.lostAt(held.leaseExpiresAt()));
    }
    lost = held.run();
    told = false;
    return null;
  }
}
