package io.htcgrid.connector.watch;

import io.htcgrid.control.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Rings once when a watched session's deadline passes, for somebody has to end it. */
final class DeadlineAlarm {
  private static final Duration A_LONG_TIME = Duration.ofHours(1);

  private final Watch watch;
  private final InstantSource clock;
  private boolean hasRung;

  DeadlineAlarm(Watch watch, InstantSource clock) {
    this.watch = watch;
    this.clock = clock;
  }

  /** Whether the deadline has passed since this was asked last. */
  boolean rings() {
    if (hasRung || !dueIn().isZero()) {
      return false;
    }
    hasRung = true;
    return true;
  }

  /** Until it rings, or a long time. */
  Duration dueIn() {
    Optional<Instant> deadline =
        watch.seen().filter(seen -> !hasRung && !seen.ended()).map(SessionRecord::deadline);
    if (deadline.isEmpty()) {
      return A_LONG_TIME;
    }
    Duration left = Duration.between(clock.instant(), deadline.get());
    return left.isNegative() ? Duration.ZERO : left;
  }
}
