package io.htcgrid.runtime.process;

import io.htcgrid.runtime.invocation.InvocationOutcome;
import io.htcgrid.runtime.invocation.InvocationOutcome.Abandoned;
import io.htcgrid.runtime.invocation.InvocationOutcome.Refused;
import io.htcgrid.runtime.invocation.RunningInvocation;
import io.htcgrid.runtime.invocation.ServiceError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An invocation from the wait for a slot to its outcome. Thread-safe. */
final class InvocationRun implements RunningInvocation {

  /** Processes that may be lost under an invocation before it is given up. */
  private static final int MOST_ATTEMPTS = 3;

  private final Slots slots;
  private final Supplier<Attempt> attempts;
  private final CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();
  private final Slots.Ticket ticket;

  private int begun;
  private boolean cancelled;
  private @Nullable Attempt current;

  private InvocationRun(Slots slots, long payloadBytes, Supplier<Attempt> attempts) {
    this.slots = slots;
    this.attempts = attempts;
    this.ticket = slots.acquire(payloadBytes);
  }

  static InvocationRun start(Slots slots, long payloadBytes, Supplier<Attempt> attempts) {
    var run = new InvocationRun(slots, payloadBytes, attempts);
    run.ticket.admission().thenAccept(run::admitted);
    return run;
  }

  private void admitted(Slots.Admission how) {
    switch (how) {
      case GRANTED -> attempt();
      case BUSY ->
          outcome.complete(
              new Refused(
                  ServiceError.TOO_MANY_REQUESTS,
                  "All slots of the runtime are busy; try again later"));
      case WITHDRAWN -> outcome.complete(new Abandoned());
      case CLOSED -> outcome.complete(new Refused(ServiceError.SERVICE, "The runtime is stopping"));
    }
  }

  private void attempt() {
    if (isCancelled()) {
      end(new Abandoned());
      return;
    }
    Attempt attempt = attempts.get();
    synchronized (this) {
      current = attempt;
      begun++;
    }
    CompletionStage<Delivery> delivery;
    try {
      delivery = attempt.begin();
    } catch (RuntimeException bug) {
      delivery = CompletableFuture.failedFuture(bug);
    }
    if (isCancelled()) {
      attempt.cancel(); // The first call may have come before there was anything to cancel.
    }
    delivery.whenComplete(this::delivered);
  }

  private void delivered(@Nullable Delivery delivery, @Nullable Throwable bug) {
    if (delivery instanceof Delivery.Ended ended) {
      end(ended.outcome());
    } else if (bug != null) {
      end(new Refused(ServiceError.SERVICE, "The runtime failed: " + bug));
    } else if (mayTryAgain()) {
      attempt();
    } else {
      end(
          new Refused(
              ServiceError.SERVICE,
              "The function's processes ended again and again before they took the invocation"));
    }
  }

  private void end(InvocationOutcome how) {
    slots.release();
    outcome.complete(how);
  }

  private synchronized boolean mayTryAgain() {
    return begun < MOST_ATTEMPTS;
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  @Override
  public CompletionStage<InvocationOutcome> outcome() {
    return outcome;
  }

  @Override
  public void cancel() {
    Attempt running;
    synchronized (this) {
      cancelled = true;
      running = current;
    }
    slots.withdraw(ticket);
    if (running != null) {
      running.cancel();
    }
  }
}
