package io.htcgrid.control.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message as received from the dead-letter queue. */
public sealed interface Letter {
  /** What deletes it or changes its visibility; good for this receive only. */
  String receipt();

  /**
   * When it was sent: to the dead-letter queue, or, if SQS itself moved it there, to its task
   * queue.
   */
  Instant sentAt();

  /** How often it was received from the dead-letter queue. */
  int receiveCount();

  /**
   * A task message.
   *
   * @param reason why an agent put it there; null: SQS moved it, as it was received too often
   */
  record OfTask(
      String receipt,
      Instant sentAt,
      int receiveCount,
      TaskMessage message,
      @Nullable String reason)
      implements Letter {}

  /** Not a task message of a version that this release reads. */
  record Unreadable(String receipt, Instant sentAt, int receiveCount) implements Letter {}
}
