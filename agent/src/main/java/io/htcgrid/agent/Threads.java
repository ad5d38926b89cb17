package io.htcgrid.agent;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an agent's threads: named after it and its stage, so that a thread dump tells. */
final class Threads {
  private static final Logger LOG = LoggerFactory.getLogger(Threads.class);

  private final String agentId;
  private final Queue<Thread> lasting = new ConcurrentLinkedQueue<>();

  Threads(String agentId) {
    this.agentId = agentId;
  }

  Thread create(String stage, Runnable work) {
    Thread thread = new Thread(work, "htcgrid-" + agentId + "-" + stage);
    thread.setDaemon(true);
    return thread;
  }

  /** One without which the agent does not work: it must not end before the agent does. */
  Thread lasting(String stage, Runnable work) {
    Thread thread = create(stage, work);
    lasting.add(thread);
    return thread;
  }

  /** The names of those lasting threads that have ended. */
  List<String> ended() {
    return lasting.stream()
        .filter(thread -> thread.getState() == Thread.State.TERMINATED)
        .map(Thread::getName)
        .toList();
  }

  /** A pool whose queue refuses what exceeds the bound; the room of the agent keeps it below. */
  ExecutorService pool(String stage, int size, int bound) {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory factory = work -> create(stage + "-" + number.getAndIncrement(), work);
    return new ThreadPoolExecutor(
        size, size, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(bound), factory);
  }

  /** Lets a pool end what it has; what does not end in time is interrupted. */
  static void end(ExecutorService pool, Duration patience) {
    pool.shutdown();
    try {
      if (!pool.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  static void end(Thread thread, Duration patience) {
    if (!join(thread, patience)) {
      LOG.warn("thread {} is still at work; it is left to end by itself", thread.getName());
    }
  }

  /** Waits for a thread to end. Returns whether it has. */
  static boolean join(Thread thread, Duration patience) {
    try {
      thread.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
