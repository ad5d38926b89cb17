package io.htcgrid.agent;

import io.htcgrid.control.protocol.LeaseTerms;
import java.time.Duration;

/** When held tasks are renewed, and for how long. No I/O; times are elapsed nanoseconds. */
record HeartbeatPlan(LeaseTerms terms) {
  private static final int TICKS_PER_INTERVAL = 4;

  /** How often to look for claims that are due. */
  Duration tick() {
    return terms.heartbeatInterval().dividedBy(TICKS_PER_INTERVAL);
  }

  /** Whether a claim, made or last renewed at the given time, is older than the interval. */
  boolean due(long renewedAt, long now) {
    return now - renewedAt >= terms.heartbeatInterval().toNanos();
  }

  /** Whether another agent may have claimed the task meanwhile. */
  boolean spent(long renewedAt, long now) {
    return now - renewedAt > terms.length().plus(terms.grace()).toNanos();
  }

  /**
   * How long a message stays invisible from a receive or renewal on: when it reappears, its lease
   * is lost. In whole seconds, as SQS has it.
   */
  Duration visibility() {
    return wholeSeconds(terms.length().plus(terms.grace()));
  }

  /** Rounds up; zero stays zero. */
  static Duration wholeSeconds(Duration duration) {
    Duration whole = Duration.ofSeconds(duration.toSeconds());
    return whole.equals(duration) ? whole : whole.plusSeconds(1);
  }
}
