package io.htcgrid.connector.watch;

import java.time.Duration;

/**
 * How sessions are watched.
 *
 * @param isNotified whether to have a reply queue at all
 * @param maxDetailBytes results and errors from events that wait for their readers
 * @param longPoll how long one call waits for events
 */
public record WatchTerms(
    Rereads rereads, boolean isNotified, long maxDetailBytes, Duration longPoll) {
  /** The longest wait that SQS offers. */
  public static final Duration LONGEST_POLL = Duration.ofSeconds(20);
}
