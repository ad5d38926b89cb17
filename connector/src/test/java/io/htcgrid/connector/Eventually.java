package io.htcgrid.connector;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what comes true on other threads. */
final class Eventually {
  private static final Duration BOUND = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Eventually() {}

  static void isTrue(BooleanSupplier condition) {
    long end = System.nanoTime() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still not true after " + BOUND);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
