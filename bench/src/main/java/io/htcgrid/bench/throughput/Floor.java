package io.htcgrid.bench.throughput;

import io.htcgrid.bench.bare.BareCalls;
import io.htcgrid.control.config.GridClients;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How fast bare loops make the calls of a session, from its first to its last. A grid that makes
 * these calls, on these services, cannot be faster.
 */
final class Floor {
  private final GridClients clients;
  private int sessions;

  Floor(GridClients clients) {
    this.clients = clients;
  }

  /**
   * Makes the calls of so many tasks.
   *
   * @param tasks a multiple of {@link FloorCalls#PAGE}
   * @param threads that submit and then work; one more retrieves
   */
  void run(int tasks, int threads) throws InterruptedException {
    if (tasks % BareCalls.PAGE != 0) {
      throw new IllegalArgumentException(
          tasks + " tasks do not fill pages; give a multiple of " + BareCalls.PAGE);
    }
    sessions++;
    FloorCalls calls = new FloorCalls(clients, "floor" + sessions);
    ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
    try {
      AtomicInteger page = new AtomicInteger();
      AtomicInteger ended = new AtomicInteger();
      AtomicInteger notifications = new AtomicInteger();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(pool.submit(() -> work(calls, tasks, page, ended, notifications)));
      }
      all.add(pool.submit(() -> retrieve(calls, tasks, ended, notifications)));
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a bare loop failed: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
      calls.close();
    }
  }

  private static void work(
      FloorCalls calls,
      int tasks,
      AtomicInteger page,
      AtomicInteger ended,
      AtomicInteger notifications) {
    int next = page.getAndIncrement();
    while (next < tasks / BareCalls.PAGE) {
      calls.submit(next);
      next = page.getAndIncrement();
    }
    while (ended.get() < tasks) {
      int done = calls.work();
      if (done > 0) {
        notifications.incrementAndGet();
        ended.addAndGet(done);
      }
    }
  }

  private static void retrieve(
      FloorCalls calls, int tasks, AtomicInteger ended, AtomicInteger notifications) {
    int taken = 0;
    while (ended.get() < tasks || taken < notifications.get()) {
      taken += calls.retrieve();
    }
  }
}
