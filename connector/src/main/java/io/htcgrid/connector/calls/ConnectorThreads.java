package io.htcgrid.connector.calls;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All threads of one connector but the reply queue's. They are daemons, start when there is work
 * and end when there is none for a while, or at close.
 */
public final class ConnectorThreads implements AutoCloseable {
  /** Calls under way at once. */
  public static final int CALLS = 16;

  /** Submissions under way at once that no caller waits for. */
  public static final int SUBMISSIONS = 8;

  private static final int CALLBACKS = 4;
  private static final int TIMERS = 2;
  private static final int MAX_WAITING = 10_000;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ThreadPoolExecutor calls = pool("htcgrid-call", CALLS);
  private final ThreadPoolExecutor submissions = pool("htcgrid-submit", SUBMISSIONS);
  private final ThreadPoolExecutor callbacks = pool("htcgrid-callback", CALLBACKS);
  private final ScheduledThreadPoolExecutor timer = timers();

  /** For calls to services; nothing that runs there waits for another of them. */
  public ExecutorService calls() {
    return calls;
  }

  /** For whole submissions that no caller waits for. */
  public ExecutorService submissions() {
    return submissions;
  }

  /** For the program's own code: listeners and what hangs on futures. */
  public ExecutorService callbacks() {
    return callbacks;
  }

  /** For what is due later or again and again, such as leases. */
  public ScheduledExecutorService timer() {
    return timer;
  }

  /**
   * Interrupts what runs, and runs what waits on this thread, so that whoever waits for it is told:
   * the connector's lifetime must be over before, which ends all of it at once. What was due later
   * is dropped; the program's own code alone is left to end by itself.
   */
  @Override
  public void close() {
    timer.shutdownNow();
    List<Runnable> waiting = new ArrayList<>(submissions.shutdownNow());
    waiting.addAll(calls.shutdownNow());
    callbacks.shutdown();
    waiting.forEach(Runnable::run);
  }

  private static ThreadPoolExecutor pool(String name, int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            factory(name),
            callerRuns());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ScheduledThreadPoolExecutor timers() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            TIMERS,
            factory("htcgrid-timer"),
            (work, executor) -> {
              throw new ClosedException();
            });
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(IDLE.toSeconds(), TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  /** A full queue slows down whoever fills it. */
  private static RejectedExecutionHandler callerRuns() {
    return (work, executor) -> {
      if (executor.isShutdown()) {
        throw new ClosedException();
      }
      work.run();
    };
  }

  private static ThreadFactory factory(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
