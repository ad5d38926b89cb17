package io.htcgrid.control.state;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How exactly times are kept. */
final class StoredTimes {
  private StoredTimes() {}

  /** To the millisecond. */
  static Instant of(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  static @Nullable Instant ofNullable(@Nullable Instant time) {
    return time == null ? null : of(time);
  }

  /** When an item may be dropped: to the second, as DynamoDB's TTL has it, and never too early. */
  static Instant expiry(Instant time) {
    Instant second = time.truncatedTo(ChronoUnit.SECONDS);
    return second.equals(time) ? second : second.plusSeconds(1);
  }
}
