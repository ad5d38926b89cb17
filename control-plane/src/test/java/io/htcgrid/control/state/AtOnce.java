package io.htcgrid.control.state;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs the same call on many threads, all let go together. */
final class AtOnce {
  private AtOnce() {}

  /** The results, by caller; callers count from 0. */
  static <T> List<T> all(int callers, IntFunction<? extends T> call) {
    ExecutorService threads =
        Executors.newFixedThreadPool(callers, task -> new Thread(task, "at-once"));
    try {
      CyclicBarrier start = new CyclicBarrier(callers);
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        int caller = i;
        calls.add(
            () -> {
              start.await(1, TimeUnit.MINUTES);
              return call.apply(caller);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(calls, 2, TimeUnit.MINUTES)) {
        results.add(each.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("a call failed", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
