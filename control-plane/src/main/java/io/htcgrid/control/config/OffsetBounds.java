package io.htcgrid.control.config;

import java.time.Duration;
import java.time.Instant;

/**
 * What one reply tells about how far a service's clock is ahead of the local one: between {@code
 * lowest} and {@code highest}, both in milliseconds.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.date">RFC 9110: Date</a>, which has a
 *     resolution of one second
 */
record OffsetBounds(long lowest, long highest) {
  private static final long RESOLUTION = 1000;

  /**
   * The service stamped the reply at some time after it was asked and before the reply arrived, and
   * cut off the fraction of the second.
   *
   * @param sent and received: by the local clock
   */
  static OffsetBounds of(Instant sent, Instant received, Instant stamped) {
    return new OffsetBounds(
        Duration.between(received, stamped).toMillis(),
        Duration.between(sent, stamped).toMillis() + RESOLUTION);
  }

  long width() {
    return highest - lowest;
  }

  /** The rounded-down middle. */
  long middle() {
    return Math.floorDiv(lowest + highest, 2);
  }

  /** How far a value lies outside; 0: inside. */
  long distance(long value) {
    return Math.max(0, Math.max(lowest - value, value - highest));
  }

  /** What both allow; a negative width when nothing. */
  OffsetBounds and(OffsetBounds other) {
    return new OffsetBounds(Math.max(lowest, other.lowest), Math.min(highest, other.highest));
  }
}
