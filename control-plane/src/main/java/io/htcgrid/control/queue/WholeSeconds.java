package io.htcgrid.control.queue;

import java.time.Duration;

/** Durations as SQS takes them: in seconds, rounded up. */
final class WholeSeconds {
  static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

  private WholeSeconds() {}

  static int of(String what, Duration duration, Duration longest) {
    if (duration.isNegative() || duration.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          what + " is " + duration + "; it must be 0 to " + longest + " (an SQS quota)");
    }
    return Math.toIntExact(duration.plusNanos(999_999_999).toSeconds());
  }
}
