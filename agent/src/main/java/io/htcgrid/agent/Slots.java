package io.htcgrid.agent;

import io.htcgrid.agent.invoke.FunctionCall;
import io.htcgrid.agent.invoke.FunctionInvoker;
import io.htcgrid.agent.invoke.InvokeOutcome;
import io.htcgrid.control.protocol.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that run tasks, one each at a time. Thread-safe. */
final class Slots {
  private static final Logger LOG = LoggerFactory.getLogger(Slots.class);
  private static final long IDLE = Long.MIN_VALUE;

  /** The HTTP client looks whether a connection is dead that it has not used for two seconds. */
  private static final Duration STALE = Duration.ofMillis(2500);

  private final Context context;
  private final ReadyTasks ready;
  private final FunctionInvoker invoker;
  private final Finisher finisher;
  private final HandBacks handBacks;
  private final Heartbeat heartbeat;
  private final PrefetchPlan prefetch;
  private final HeartbeatPlan heartbeats;
  private final StopSignal draining;
  private final AtomicLongArray startedAt;
  private final List<Thread> threads;

  /** What slots hand tasks to. */
  record Next(Finisher finisher, HandBacks handBacks, Heartbeat heartbeat) {}

  private Slots(
      Context context,
      ReadyTasks ready,
      FunctionInvoker invoker,
      PrefetchPlan prefetch,
      Next next,
      StopSignal draining) {
    this.context = context;
    this.ready = ready;
    this.invoker = invoker;
    this.prefetch = prefetch;
    this.finisher = next.finisher();
    this.handBacks = next.handBacks();
    this.heartbeat = next.heartbeat();
    this.heartbeats = new HeartbeatPlan(context.settings().lease());
    this.draining = draining;
    int slots = context.settings().slots();
    this.startedAt = new AtomicLongArray(slots);
    IntStream.range(0, slots).forEach(slot -> startedAt.set(slot, IDLE));
    this.threads =
        IntStream.range(0, slots)
            .mapToObj(slot -> context.threads().lasting("slot-" + slot, () -> work(slot)))
            .toList();
  }

  static Slots start(
      Context context,
      ReadyTasks ready,
      FunctionInvoker invoker,
      PrefetchPlan prefetch,
      Next next,
      StopSignal draining) {
    Slots slots = new Slots(context, ready, invoker, prefetch, next, draining);
    slots.threads.forEach(Thread::start);
    return slots;
  }

  private void work(int slot) {
    long idleSince = context.nanos();
    for (HeldTask held = ready.take(); held != null; held = ready.take()) {
      long now = context.nanos();
      context.metrics().idle(now - idleSince);
      startedAt.set(slot, now);
      try {
        HeldTask task = held;
        TaskLog.with(task, () -> run(task, now));
      } catch (RuntimeException | Error e) {
        LOG.error("{} met a defect; its lease will end", held, e);
        if (!held.stop(context.nanos())) {
          // There was a verdict already.
          held.release(context.nanos());
        }
      } finally {
        startedAt.set(slot, IDLE);
      }
      idleSince = context.nanos();
    }
  }

  private void run(HeldTask held, long now) {
    if (heartbeats.spent(held.renewedAt(), now)) {
      if (held.stop(now)) {
        context.metrics().leaseLost();
        LOG.warn("{} waited until its lease ended without renewal; it was not begun", held);
      }
      return;
    }
    byte[] payload = held.payload();
    if (payload == null) {
      // It was stopped or handed back while it waited.
      return;
    }
    FunctionCall call = FunctionCalls.of(held, payload);
    context.metrics().took(Stage.WAIT, now - held.loadedAt());
    if (!held.start(now) || !markBegun(held)) {
      return;
    }
    InvokeOutcome outcome = invoke(held, call);
    long took = context.nanos() - now;
    prefetch.ran(took);
    context.metrics().took(Stage.INVOKE, took);
    conclude(held, outcome);
  }

  /**
   * A task whose agent was lost before may be what kills them, in less than a heartbeat: its run
   * record says that it has begun before it can, so that its loss counts as a try. Returns whether
   * it is held still.
   */
  private boolean markBegun(HeldTask held) {
    if (held.claim().unrenewedLosses() > 0) {
      heartbeat.renew(List.of(held));
    }
    return held.phase() == Phase.RUNNING;
  }

  private void conclude(HeldTask held, InvokeOutcome outcome) {
    if (outcome instanceof InvokeOutcome.Returned returned) {
      finisher.returned(held, returned.result());
    } else if (outcome instanceof InvokeOutcome.Failed failed) {
      finisher.failed(held, failed.error(), failed.logTail());
    } else if (outcome instanceof InvokeOutcome.Unavailable unavailable) {
      handBacks.handBack(held, unavailable.reason());
    } else {
      LOG.debug("{} was stopped", held);
    }
  }

  /**
   * A runtime that hangs up is called once more, when connections that were dead before are gone;
   * the second time it is a try, or a task that ends its runtime would go from one to the next.
   */
  private InvokeOutcome invoke(HeldTask held, FunctionCall call) {
    InvokeOutcome outcome = ask(held, call);
    if (outcome instanceof InvokeOutcome.Broken once && held.phase() == Phase.RUNNING) {
      if (draining.await(STALE)) {
        return new InvokeOutcome.Unavailable(once.error().message());
      }
      outcome = ask(held, call);
    }
    return outcome instanceof InvokeOutcome.Broken broken
        ? new InvokeOutcome.Failed(broken.error(), null)
        : outcome;
  }

  /**
   * A runtime that cannot be asked costs no try: the task waits for it, but not for ever, and not
   * while the agent drains, as another one's runtime may work.
   */
  private InvokeOutcome ask(HeldTask held, FunctionCall call) {
    long giveUpAt = context.nanos() + context.settings().unavailableFor().toNanos();
    Backoff backoff = null;
    while (true) {
      InvokeOutcome outcome = invoker.invoke(call, held.invocation());
      if (!(outcome instanceof InvokeOutcome.Unavailable unavailable)) {
        context.health().worked("invoke");
        return outcome;
      }
      context.health().failed("invoke", unavailable.reason());
      backoff = backoff == null ? context.repeats().backoff() : backoff;
      if (context.nanos() - giveUpAt >= 0
          || held.phase() != Phase.RUNNING
          || draining.await(backoff.next())) {
        return outcome;
      }
    }
  }

  /** How many slots run a task. */
  int busy() {
    return (int)
        IntStream.range(0, startedAt.length()).filter(slot -> startedAt.get(slot) != IDLE).count();
  }

  /** For each slot, how long its task has run so far; 0 when it is idle. */
  long[] runningNanos() {
    long now = context.nanos();
    long[] running = new long[startedAt.length()];
    for (int slot = 0; slot < running.length; slot++) {
      long started = startedAt.get(slot);
      running[slot] = started == IDLE ? 0 : now - started;
    }
    return running;
  }

  /** Waits for the slots to end, which they do when no more tasks are ready for them. */
  boolean join(Duration patience) {
    long until = context.nanos() + patience.toNanos();
    boolean ended = true;
    for (Thread thread : threads) {
      ended &= Threads.join(thread, Duration.ofNanos(until - context.nanos()));
    }
    return ended;
  }
}
