package io.htcgrid.bench.cost;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something every minute, on a thread of its own, until closed. */
final class EveryMinute implements AutoCloseable {
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread created = new Thread(work, "htcgrid-every-minute");
            created.setDaemon(true);
            return created;
          });

  /** Begins at once. */
  void start(Runnable action) {
    var unused = thread.scheduleAtFixedRate(action, 0, 1, TimeUnit.MINUTES);
  }

  /** Lets what it does at the moment end first. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
