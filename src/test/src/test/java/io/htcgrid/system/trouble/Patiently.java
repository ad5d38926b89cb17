package io.htcgrid.system.trouble;

import io.htcgrid.connector.GridException;
import io.htcgrid.connector.GridUnavailableException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads do, and asks again where a caller is told to. */
public final class Patiently {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration BETWEEN = Duration.ofMillis(10);
  private static final int TIMES = 10;

  private Patiently() {}

  /** Waits until the condition holds; generous enough for a busy machine. */
  public static void until(String what, BooleanSupplier condition) {
    if (!within(LONGEST, condition)) {
      throw new AssertionError("in " + LONGEST + " it did not happen that " + what);
    }
  }

  /** Waits, and returns whether the condition came to hold. */
  static boolean within(Duration longest, BooleanSupplier condition) {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
    return true;
  }

  /** As a user does who is told that a service cannot be reached for now. */
  static <T> T again(Supplier<T> call) {
    for (int i = 0; i < TIMES; i++) {
      try {
        return call.get();
      } catch (GridUnavailableException e) {
        if (!((GridException) e).retryable()) {
          throw e;
        }
      }
    }
    return call.get();
  }
}
