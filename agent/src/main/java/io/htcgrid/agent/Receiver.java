package io.htcgrid.agent;

import io.htcgrid.control.protocol.Backoff;
import io.htcgrid.control.queue.Received;
import io.htcgrid.control.queue.TaskQueues;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that asks the task queues for as many messages as there is room for. */
final class Receiver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

  /** A lost wake-up must not stop the agent for ever. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Context context;
  private final Room room;
  private final ReceivePlan plan;
  private final Intake intake;
  private final LongPolls longPolls;
  private final StopSignal draining;
  private final Thread thread;
  private @Nullable Backoff backoff;

  private Receiver(
      Context context,
      Room room,
      ReceivePlan plan,
      Intake intake,
      LongPolls longPolls,
      StopSignal draining) {
    this.context = context;
    this.room = room;
    this.plan = plan;
    this.intake = intake;
    this.longPolls = longPolls;
    this.draining = draining;
    this.thread = context.threads().lasting("receive", this::work);
  }

  static Receiver start(
      Context context,
      Room room,
      ReceivePlan plan,
      Intake intake,
      LongPolls longPolls,
      StopSignal draining) {
    Receiver receiver = new Receiver(context, room, plan, intake, longPolls, draining);
    receiver.thread.start();
    return receiver;
  }

  private void work() {
    try {
      while (!draining.raised()) {
        try {
          round();
        } catch (RuntimeException e) {
          if (!draining.raised()) {
            context.health().failed("receive", e);
            LOG.debug("receive failed", e);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round() throws InterruptedException {
    int free = room.await();
    if (free > 0 && !context.health().well()) {
      free = pauseAndProbe();
    } else {
      backoff = null;
    }
    if (free == 0 || draining.raised()) {
      return;
    }
    ReceivePlan.Round next = plan.next(context.nanos());
    for (int level : next.poll()) {
      longPolls.start(level, Math.min(TaskQueues.BATCH, free));
    }
    if (next.ask().isEmpty()) {
      longPolls.awaitNews(LONGEST_WAIT);
    }
    for (int level : next.ask()) {
      if (ask(level, free)) {
        return;
      }
    }
  }

  /** While anything fails, nothing new is taken; but when nothing is held, one task finds out. */
  private int pauseAndProbe() {
    Backoff pauses = backoff == null ? context.repeats().backoff() : backoff;
    backoff = pauses;
    if (draining.await(pauses.next()) || !room.empty()) {
      return 0;
    }
    return 1;
  }

  private boolean ask(int level, int free) {
    long begin = context.nanos();
    List<Received> messages =
        context
            .services()
            .queues()
            .receive(
                level,
                Math.min(TaskQueues.BATCH, free),
                Duration.ZERO,
                new HeartbeatPlan(context.settings().lease()).visibility());
    long now = context.nanos();
    context.health().worked("receive");
    plan.answered(level, !messages.isEmpty(), now);
    if (!messages.isEmpty()) {
      context.metrics().took(Stage.RECEIVE, now - begin);
    }
    intake.take(messages, begin);
    return !messages.isEmpty();
  }

  /** To be called when room and drain are closed; returns when the thread has ended. */
  @Override
  public void close() {
    longPolls.wake();
    Threads.end(thread, Duration.ofSeconds(5));
  }
}
