package io.htcgrid.control.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a listing of reply queues.
 *
 * @param cursor where the next part begins; null: this was the last
 */
public record ReplyQueuePage(List<ReplyQueue> queues, @Nullable String cursor) {
  /** A reply queue, as sessions name it, and its connector. */
  public record ReplyQueue(String queue, String connectorId) {}

  public ReplyQueuePage {
    queues = List.copyOf(queues);
  }
}
