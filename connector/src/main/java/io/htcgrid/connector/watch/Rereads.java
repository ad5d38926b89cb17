package io.htcgrid.connector.watch;

import java.time.Duration;

/**
 * How often what is stored is read again. Intervals double from the first to the longest while a
 * reading finds nothing new.
 *
 * @param firstNotified while events come, which a reading only makes up for when they are lost
 * @param longestNotified see above
 * @param firstSilent without a reply queue, when reading is all there is
 * @param longestSilent see above
 */
public record Rereads(
    Duration firstNotified,
    Duration longestNotified,
    Duration firstSilent,
    Duration longestSilent) {
  public static final Rereads DEFAULT =
      new Rereads(
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofMillis(500),
          Duration.ofSeconds(5));

  public Rereads {
    check("notified", firstNotified, longestNotified);
    check("silent", firstSilent, longestSilent);
  }

  private static void check(String which, Duration first, Duration longest) {
    if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          which
              + " re-reads: "
              + first
              + " to "
              + longest
              + "; the first must be 1 ms or more, the longest not below it");
    }
  }

  Duration first(boolean isNotified) {
    return isNotified ? firstNotified : firstSilent;
  }

  /** The interval after one that found nothing new. */
  Duration after(Duration interval, boolean isNotified) {
    Duration longest = isNotified ? longestNotified : longestSilent;
    Duration doubled = interval.multipliedBy(2);
    return doubled.compareTo(longest) > 0 ? longest : doubled;
  }
}
