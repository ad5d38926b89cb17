package io.htcgrid.local;

import io.htcgrid.control.sweep.Sweeper;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the sweeper every so often, on a thread of its own, until closed. */
final class SweeperThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SweeperThread.class);
  private static final long STOP_SECONDS = 10;

  private final ScheduledExecutorService thread;
  private final ScheduledFuture<?> sweeping;

  private SweeperThread(Sweeper sweeper, Duration interval) {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread created = new Thread(work, "htcgrid-sweeper");
              created.setDaemon(true);
              return created;
            });
    long millis = interval.toMillis();
    sweeping =
        thread.scheduleWithFixedDelay(() -> sweep(sweeper), millis, millis, TimeUnit.MILLISECONDS);
  }

  static SweeperThread start(Sweeper sweeper, Duration interval) {
    return new SweeperThread(sweeper, interval);
  }

  private static void sweep(Sweeper sweeper) {
    try {
      sweeper.runOnce();
    } catch (RuntimeException | Error e) {
      // Either would end the schedule; the next run repairs what this one could not.
      LOG.warn("sweeper run failed; the next one tries again", e);
    }
  }

  @Override
  public void close() {
    sweeping.cancel(true);
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the sweeper's run did not end within {} s of its stop", STOP_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
