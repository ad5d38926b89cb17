package io.htcgrid.agent;

import io.htcgrid.control.queue.Received;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Long polls of all levels at the same time, on a thread each. Whatever comes is taken in at once.
 * Thread-safe.
 *
 * <p>A poll under way cannot be called off without the risk that the service hands its messages to
 * nobody. So when the agent stops, nobody waits for them: what they still bring is put back.
 */
final class LongPolls {
  private final Context context;
  private final ReceivePlan plan;
  private final Intake intake;
  private final StopSignal draining;
  private final ExecutorService pool;
  private final Semaphore news = new Semaphore(0);

  /**
   * @param pool a thread for each level
   */
  LongPolls(
      Context context, ReceivePlan plan, Intake intake, StopSignal draining, ExecutorService pool) {
    this.context = context;
    this.plan = plan;
    this.intake = intake;
    this.draining = draining;
    this.pool = pool;
  }

  void start(int level, int max) {
    pool.execute(() -> poll(level, max));
  }

  private void poll(int level, int max) {
    try {
      List<Received> messages =
          context
              .services()
              .queues()
              .receive(
                  level,
                  max,
                  context.settings().longPoll(),
                  new HeartbeatPlan(context.settings().lease()).visibility());
      long now = context.nanos();
      context.health().worked("receive");
      plan.answered(level, !messages.isEmpty(), now);
      intake.take(messages, now);
    } catch (RuntimeException e) {
      if (!draining.raised()) {
        context.health().failed("receive", e);
      }
    } finally {
      plan.pollEnded(level);
      news.release();
    }
  }

  /** Says that something changed that the receiver should look at. */
  void wake() {
    news.release();
  }

  /** Waits until a poll ended, or {@link #wake()}. */
  void awaitNews(Duration longest) throws InterruptedException {
    if (news.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      news.drainPermits();
    }
  }
}
