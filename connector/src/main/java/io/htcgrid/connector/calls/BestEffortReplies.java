package io.htcgrid.connector.calls;

import io.htcgrid.control.queue.ReplyMessage;
import io.htcgrid.control.queue.ReplyQueuePage;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.queue.ReplySent;
import io.htcgrid.control.queue.SessionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reply queues whose sending never fails: events are hints, and who may end a session need not be
 * allowed to tell others of it.
 */
public final class BestEffortReplies implements ReplyQueues {
  private static final Logger LOG = LoggerFactory.getLogger(BestEffortReplies.class);

  private final ReplyQueues replies;

  public BestEffortReplies(ReplyQueues replies) {
    this.replies = replies;
  }

  @Override
  public ReplySent send(String queue, List<SessionEvent> events) {
    try {
      return replies.send(queue, events);
    } catch (RuntimeException e) {
      LOG.debug("No event was sent to reply queue {}", queue, e);
      return new ReplySent.Sent(events.size());
    }
  }

  @Override
  public String create(String connectorId) {
    return replies.create(connectorId);
  }

  @Override
  public void delete(String queue) {
    replies.delete(queue);
  }

  @Override
  public List<ReplyMessage> receive(String queue, Duration wait) {
    return replies.receive(queue, wait);
  }

  @Override
  public void acknowledge(String queue, List<ReplyMessage> messages) {
    replies.acknowledge(queue, messages);
  }

  @Override
  public ReplyQueuePage list(@Nullable String cursor) {
    return replies.list(cursor);
  }

  @Override
  public Optional<Instant> createdAt(String queue) {
    return replies.createdAt(queue);
  }
}
