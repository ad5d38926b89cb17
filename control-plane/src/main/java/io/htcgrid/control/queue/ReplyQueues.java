package io.htcgrid.control.queue;

import java.time.Duration;
import java.util.List;

/** The reply queues of open connectors. Each method is one call to the service. Thread-safe. */
public interface ReplyQueues {
  /** Creates a connector's reply queue. Returns what names it in sessions: its URL. */
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
   * Waits up to {@code wait} (20 s at most) for messages; unreadable ones are left out.
   *
   * @throws ReplyQueueGoneException when someone deleted the queue
   */
  List<ReplyMessage> receive(String queue, Duration wait);

  /** Deletes up to ten received messages. */
  void acknowledge(String queue, List<ReplyMessage> messages);
}
