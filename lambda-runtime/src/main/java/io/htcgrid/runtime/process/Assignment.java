package io.htcgrid.runtime.process;

import io.htcgrid.runtime.invocation.ErrorDocument;
import io.htcgrid.runtime.invocation.Invocation;
import io.htcgrid.runtime.invocation.InvocationOutcome;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An invocation that a process has. The fields that change are guarded by its {@link Conversation}.
 */
final class Assignment {

  /**
   * An error that the function reported.
   *
   * @param handled whether it can be passed on as the function's own
   */
  record Report(boolean handled, ErrorDocument document) {

    InvocationOutcome outcome(byte[] log) {
      return new InvocationOutcome.Failed(handled, document.toJson(), log);
    }
  }

  final Invocation invocation;
  final CompletableFuture<Delivery> delivery = new CompletableFuture<>();

  /** Whether the function has seen it. */
  boolean delivered;

  /** What the function reported, while its last lines of log are waited for. */
  @Nullable Report report;

  /** What it waits for at the moment: to be fetched, to be answered, or for last words. */
  final Timer timer;

  /** Waits for the end of the time that the caller grants, whatever else is waited for. */
  final Timer callerTimer;

  /** The end of the time that the caller grants. */
  final Optional<Instant> callerDeadline;

  Assignment(
      Invocation invocation, Timer timer, Timer callerTimer, Optional<Instant> callerDeadline) {
    this.invocation = invocation;
    this.timer = timer;
    this.callerTimer = callerTimer;
    this.callerDeadline = callerDeadline;
  }

  boolean isFor(Invocation other) {
    return invocation.id().equals(other.id());
  }

  void end(InvocationOutcome outcome) {
    end(new Delivery.Ended(outcome));
  }

  void end(Delivery how) {
    timer.stop();
    callerTimer.stop();
    delivery.complete(how);
  }
}
