package io.htcgrid.data;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The threads of one test. */
final class TestThreads implements AutoCloseable {
  private static final Duration GENEROUS = Duration.ofSeconds(30);

  private final List<Thread> threads = new ArrayList<>();

  /** Runs the work on a thread of its own; cancelling the future interrupts it. */
  <T> FutureTask<T> start(Callable<T> work) {
    var task = new FutureTask<>(work);
    var thread = new Thread(task, "test-" + threads.size());
    threads.add(thread);
    thread.start();
    return task;
  }

  /** Like {@link #start}, and returns when the work waits for something. */
  <T> FutureTask<T> startBlocked(Callable<T> work) {
    FutureTask<T> task = start(work);
    Thread thread = threads.get(threads.size() - 1);
    await("the work to wait", () -> thread.getState() == Thread.State.WAITING);
    return task;
  }

  /** Interrupts the thread that was started last. */
  void interruptLast() {
    threads.get(threads.size() - 1).interrupt();
  }

  /** Waits until all threads have ended. */
  void awaitEnd() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  static void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > GENEROUS.toNanos()) {
        throw new AssertionError("Waited " + GENEROUS + " in vain for " + what);
      }
      LockSupport.parkNanos(100_000);
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
