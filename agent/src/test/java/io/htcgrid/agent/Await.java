package io.htcgrid.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for what other threads do, with a bound that is generous enough for a busy machine. */
public final class Await {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final long BETWEEN_MILLIS = 10;

  private Await() {}

  /** Waits until the condition holds. */
  public static void until(String what, Supplier<Boolean> condition) {
    value(what, () -> condition.get() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until there is a value. */
  public static <T> T value(String what, Supplier<Optional<T>> source) {
    long end = System.nanoTime() + LONGEST.toNanos();
    Optional<T> found = source.get();
    while (found.isEmpty()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("in " + LONGEST + " it did not happen that " + what);
      }
      pause();
      found = source.get();
    }
    return found.get();
  }

  private static void pause() {
    try {
      boolean never = new CountDownLatch(1).await(BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
      if (never) {
        throw new IllegalStateException("nobody counts this latch down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }
}
