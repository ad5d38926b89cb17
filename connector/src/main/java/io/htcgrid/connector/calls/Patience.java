package io.htcgrid.connector.calls;

import java.time.Duration;

/**
 * How long calls to a struggling service are repeated, on top of the SDK's own few repetitions.
 *
 * @param firstPause at most, before the first repetition; pauses double, with full jitter
 * @param longestPause at most, before any repetition
 * @param total since the call's first failure; after it, the failure stands
 */
public record Patience(Duration firstPause, Duration longestPause, Duration total) {
  /** Outlasts a service that is down for two minutes, and more. */
  public static final Patience DEFAULT =
      new Patience(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofMinutes(5));

  public Patience {
    if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0 || total.isNegative()) {
      throw new IllegalArgumentException(
          "patience: pauses of "
              + firstPause
              + " to "
              + longestPause
              + " for "
              + total
              + "; they must not be negative, and the longest not below the first");
    }
  }
}
