package io.htcgrid.control.protocol;

import io.htcgrid.control.RunRecord;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a claim holds. All arithmetic on leases is here.
 *
 * @param length of a lease; the heartbeat interval is a third of it
 * @param grace how long after its end nobody else claims, for clocks that differ
 */
public record LeaseTerms(Duration length, Duration grace) {
  public static final LeaseTerms DEFAULT =
      new LeaseTerms(Duration.ofSeconds(30), Duration.ofSeconds(5));

  /** How often a claim may be lost before a begun try's first heartbeat until it is given up. */
  public static final int MAX_UNRENEWED_LOSSES = 10;

  public LeaseTerms {
    if (length.compareTo(Duration.ofMillis(300)) < 0 || grace.isNegative()) {
      throw new IllegalArgumentException(
          "lease of " + length + " with grace " + grace + "; it must be 300 ms or more, 0 or more");
    }
  }

  public Duration heartbeatInterval() {
    return length.dividedBy(3);
  }

  public Instant expiry(Instant now) {
    return now.plus(length);
  }

  /** When a claim whose lease ends at the given time may be taken over. */
  public Instant lostAt(Instant leaseExpiresAt) {
    return leaseExpiresAt.plus(grace);
  }

  public boolean lost(RunRecord run, Instant now) {
    Instant end = run.leaseExpiresAt();
    return end == null || lostAt(end).isBefore(now);
  }
}
