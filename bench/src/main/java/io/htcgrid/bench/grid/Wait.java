package io.htcgrid.bench.grid;

import java.util.concurrent.locks.LockSupport;

/** Lets time pass, as work or a far service does. */
public final class Wait {
  private Wait() {}

  /** Parking ends early now and then; an interrupt ends it for good. */
  public static void nanos(long nanos) {
    long end = System.nanoTime() + nanos;
    long left = nanos;
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = end - System.nanoTime();
    }
  }
}
