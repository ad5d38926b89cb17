package io.htcgrid.control.protocol;

import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.queue.SendFailure;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.queue.TaskQueues;
import io.htcgrid.control.state.RunResult;
import io.htcgrid.control.state.StateTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Run: finish a claimed task with a try's verdict, or send it round for another try. */
public final class FinishTry implements Protocol<FinishTry.Outcome> {
  /** How it ended. */
  public sealed interface Outcome {
    /**
     * Terminal by this verdict, or by someone else's: commit what the record says, then delete the
     * message.
     */
    record Terminal(RunRecord run) implements Outcome {}

    /** PENDING again with a message of its own: delete the old one. */
    record Retried(RunRecord run, Duration delay) implements Outcome {}

    /**
     * PENDING again, but the service will never take its new message: leave the old one, which is
     * redelivered and then due.
     */
    record Unsent(RunRecord run, SendFailure failure) implements Outcome {}

    /** The claim is someone else's: write nothing, leave the message. */
    record LeaseLost(@Nullable RunRecord stored) implements Outcome {}
  }

  /**
   * Where a retried task's message goes.
   *
   * @param level of priority
   */
  public record Route(TaskQueues queues, int level, String fairShareKey, Backoff backoff) {}

  private final StateTable table;
  private final InstantSource clock;
  private final RetryPolicy retry;
  private final TaskMessage message;
  private final RunRecord claim;
  private final Verdict verdict;
  private final Route route;
  private @Nullable RunRecord retried;
  private @Nullable SendTasks sending;
  private Duration delay = Duration.ZERO;

  /**
   * Finishes {@code claim} with {@code verdict}.
   *
   * @param claim as it was claimed
   */
  public FinishTry(
      StateTable table,
      InstantSource clock,
      RetryPolicy retry,
      TaskMessage message,
      RunRecord claim,
      Verdict verdict,
      Route route) {
    this.table = table;
    this.clock = clock;
    this.retry = retry;
    this.message = message;
    this.claim = claim;
    this.verdict = verdict;
    this.route = route;
  }

  @Override
  public @Nullable Outcome step() {
    SendTasks send = sending;
    RunRecord pending = retried;
    if (send != null && pending != null) {
      return sent(pending, send.step());
    }
    Instant now = clock.instant();
    if (verdict instanceof Verdict.Succeeded succeeded) {
      return terminal(
          table.complete(claim.task(), claim.owner(), claim.attempt(), succeeded.result(), now));
    }
    Verdict.Failed failed = (Verdict.Failed) verdict;
    Optional<Duration> wait = retry.retry(failed.error(), claim.tries());
    if (wait.isEmpty()) {
      return terminal(
          table.fail(
              claim.task(), claim.owner(), claim.attempt(), failed.error(), failed.log(), now));
    }
    delay = wait.get();
    return pending(
        table.retry(
            claim.task(),
            claim.owner(),
            claim.attempt(),
            failed.error(),
            failed.log(),
            now.plus(delay)));
  }

  private @Nullable Outcome sent(RunRecord pending, SendTasks.@Nullable Sent sent) {
    if (sent instanceof SendTasks.Sent.Refused refused) {
      return new Outcome.Unsent(pending, refused.failure());
    }
    return sent == null ? null : new Outcome.Retried(pending, delay);
  }

  private Outcome terminal(RunResult result) {
    if (result instanceof RunResult.Done done) {
      return new Outcome.Terminal(done.run());
    }
    return refused(((RunResult.Refused) result).stored());
  }

  private @Nullable Outcome pending(RunResult result) {
    if (result instanceof RunResult.Refused refused) {
      return refused(refused.stored());
    }
    retried = ((RunResult.Done) result).run();
    sending =
        new SendTasks(
            route.queues(),
            route.level(),
            route.fairShareKey(),
            List.of(message),
            firstHop(delay),
            route.backoff());
    return null;
  }

  /** Whoever receives the message too early leaves it invisible for what is left of the delay. */
  private static Duration firstHop(Duration delay) {
    return delay.compareTo(TaskQueues.LONGEST_DELAY) > 0 ? TaskQueues.LONGEST_DELAY : delay;
  }

  private static Outcome refused(@Nullable RunRecord stored) {
    return stored != null && stored.state().terminal()
        ? new Outcome.Terminal(stored)
        : new Outcome.LeaseLost(stored);
  }
}
