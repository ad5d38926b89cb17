package io.htcgrid.control.config;

import java.time.Duration;

/** What a grid's task queues and its dead-letter queue are created with, by whomever. */
public final class QueueTerms {
  /** SQS's longest; every session has a deadline before that. */
  public static final Duration RETENTION = Duration.ofDays(14);

  /** SQS's largest. */
  public static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  /** SQS's most: how often a message was received decides nothing. */
  public static final int MAX_RECEIVES = 1000;

  private QueueTerms() {}
}
