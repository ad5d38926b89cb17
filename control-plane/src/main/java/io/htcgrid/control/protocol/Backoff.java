package io.htcgrid.control.protocol;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Waits between repetitions: exponentially longer, with full jitter, so that many callers of a
 * struggling service do not return together. Not thread-safe.
 *
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">AWS:
 *     exponential backoff and jitter</a>
 */
public final class Backoff {
  private static final int MAX_DOUBLINGS = 20;

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private final Consumer<Duration> waiting;
  private int failures;

  /**
   * Waits between {@code first} and {@code longest}.
   *
   * @param waiting waits; a test passes one that does not
   */
  public Backoff(
      Duration first, Duration longest, RandomGenerator random, Consumer<Duration> waiting) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.waiting = waiting;
  }

  /** The next delay; each call counts as one more failure. */
  public Duration next() {
    long bound =
        Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, MAX_DOUBLINGS));
    failures++;
    return Duration.ofMillis(1 + random.nextLong(Math.max(1, bound)));
  }

  public void pause() {
    waiting.accept(next());
  }

  public void reset() {
    failures = 0;
  }
}
