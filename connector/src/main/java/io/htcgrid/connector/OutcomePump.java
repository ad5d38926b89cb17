package io.htcgrid.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.htcgrid.connector.watch.FinishedTask;
import io.htcgrid.connector.watch.OutcomePipeline;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener of outcomes, on a thread of the pool whenever there is something to tell: a
 * waiting listener takes no thread.
 */
final class OutcomePump implements Subscription, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomePump.class);

  /** Outcomes told at a stretch, before others that wait for a thread have theirs. */
  private static final int STRETCH = 100;

  private final OutcomePipeline pipeline;
  private final OutcomeListener listener;
  private final ExecutorService threads;
  private final ScheduledExecutorService timer;
  private final GridErrors errors;
  private final ObjectMapper json;

  /** Wishes to run that were not met yet; above 0, one run is on its way or under way. */
  private final AtomicInteger wishes = new AtomicInteger();

  private volatile boolean isClosed;
  private @Nullable ScheduledFuture<?> alarm;

  OutcomePump(
      OutcomePipeline pipeline,
      OutcomeListener listener,
      ExecutorService threads,
      ScheduledExecutorService timer,
      GridErrors errors,
      ObjectMapper json) {
    this.pipeline = pipeline;
    this.listener = listener;
    this.threads = threads;
    this.timer = timer;
    this.errors = errors;
    this.json = json;
  }

  void start() {
    pipeline.onNews(this::wish);
    wish();
  }

  private void wish() {
    if (!isClosed && wishes.getAndIncrement() == 0) {
      runSoon();
    }
  }

  private void runSoon() {
    try {
      threads.execute(this);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  @Override
  public void run() {
    int met = wishes.get();
    try {
      boolean isMore = tellSome();
      if (isClosed) {
        return;
      }
      if (isMore || !wishes.compareAndSet(met, 0)) {
        runSoon();
      } else {
        wishLater();
      }
    } catch (RuntimeException e) {
      fail(e);
    } catch (Error e) {
      // It would end with the thread of the pool, and nobody would be told.
      fail(new GridBugException(e));
    }
  }

  /** Returns whether there is more to tell at once. */
  private boolean tellSome() {
    for (int told = 0; told < STRETCH && !isClosed; told++) {
      FinishedTask finished = pipeline.poll();
      if (finished == null) {
        if (pipeline.isFinished()) {
          close();
          tell(listener::onEnd);
        }
        return false;
      }
      tell(() -> listener.onOutcome(TaskOutcome.of(finished, json)));
    }
    return true;
  }

  private void wishLater() {
    long delay = pipeline.pollAgainIn().toMillis() + 1;
    synchronized (this) {
      if (alarm != null) {
        alarm.cancel(false);
      }
      alarm = timer.schedule(this::wish, delay, TimeUnit.MILLISECONDS);
    }
  }

  private void fail(RuntimeException error) {
    if (!isClosed) {
      close();
      tell(() -> listener.onError(errors.told(error)));
    }
  }

  private void tell(Runnable call) {
    try {
      call.run();
    } catch (Throwable e) {
      // Whatever it is: in some languages that is a checked exception.
      LOG.error("The outcome listener {} failed; it is told of the next outcome", listener, e);
    }
  }

  @Override
  public void close() {
    isClosed = true;
    pipeline.close();
    synchronized (this) {
      if (alarm != null) {
        alarm.cancel(false);
      }
    }
  }
}
