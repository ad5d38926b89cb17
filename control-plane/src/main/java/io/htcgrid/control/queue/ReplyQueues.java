package io.htcgrid.control.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reply queues of open connectors. Each method is one call to the service; its own errors
 * (throttling, no permission, no connection) come through as the AWS SDK throws them. Thread-safe.
 */
public interface ReplyQueues {
  /** Received messages in one acknowledgement (an SQS quota). */
  int BATCH = 10;

  /**
   * Creates a connector's reply queue.
   *
   * @param connectorId 1 to 36 letters, digits, hyphens and underscores
   * @return what names it in sessions: its URL
   */
  String create(String connectorId);

  /** Deletes a reply queue; one that is gone already is no error. */
  void delete(String queue);

  /**
   * Sends as many of the events, in order, as fit one message (1 MiB), at least one.
   *
   * @return how many were sent, or a result that says that the queue is gone
   */
  ReplySent send(String queue, List<SessionEvent> events);

  /**
   * Waits up to {@code wait} (20 s at most, rounded up to seconds) for up to ten messages. An
   * unreadable one has no events; like every other, it stays until it is acknowledged.
   *
   * @throws ReplyQueueGoneException when someone deleted the queue
   */
  List<ReplyMessage> receive(String queue, Duration wait);

  /**
   * Deletes up to {@link #BATCH} received messages. One that the service does not delete will be
   * received again.
   *
   * @throws ReplyQueueGoneException when someone deleted the queue
   */
  void acknowledge(String queue, List<ReplyMessage> messages);

  /**
   * The grid's reply queues, of living and of lost connectors.
   *
   * @param cursor of the part before, or null for the first
   */
  ReplyQueuePage list(@Nullable String cursor);

  /** When a reply queue was created, in whole seconds; empty when it is gone. */
  Optional<Instant> createdAt(String queue);
}
