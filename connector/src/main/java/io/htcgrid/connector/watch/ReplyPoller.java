package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.ClosedException;
import io.htcgrid.connector.calls.InterruptedCallException;
import io.htcgrid.control.protocol.Backoff;
import io.htcgrid.control.queue.ReplyMessage;
import io.htcgrid.control.queue.ReplyQueueGoneException;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.queue.SessionEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Long-polls the connector's reply queue until the connector is closed, or does without a queue.
 */
final class ReplyPoller implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyPoller.class);

  private final ReplyQueues replies;
  private final Calls calls;
  private final Source source;
  private final Consumer<SessionEvent> events;
  private final Duration wait;
  private final Backoff pauses;
  private boolean isFailing;

  /** Where the queue comes from. */
  interface Source {
    /** The queue to read; a new one when there is none. Empty: none for now. */
    Optional<String> queue();

    /** Whether there will never be one again. */
    boolean hasGivenUp();

    /** The queue was deleted. */
    void gone(String queue);
  }

  /**
   * @param wait how long one call waits for events
   */
  ReplyPoller(
      ReplyQueues replies,
      Calls calls,
      Source source,
      Consumer<SessionEvent> events,
      Duration wait) {
    this.replies = replies;
    this.calls = calls;
    this.source = source;
    this.events = events;
    this.wait = wait;
    this.pauses = calls.backoff();
  }

  @Override
  public void run() {
    try {
      while (!calls.lifetime().isClosed() && !source.hasGivenUp()) {
        Optional<String> queue = source.queue();
        if (queue.isPresent() && receive(queue.get())) {
          pauses.reset();
        } else {
          pauses.pause();
        }
      }
    } catch (ClosedException | InterruptedCallException e) {
      LOG.debug("No longer reading the reply queue", e);
    }
  }

  /** Returns whether to go on at once. */
  private boolean receive(String queue) {
    try {
      List<ReplyMessage> messages = replies.receive(queue, wait);
      isFailing = false;
      messages.forEach(message -> message.events().forEach(events));
      if (!messages.isEmpty() && !calls.lifetime().isClosed()) {
        calls.inBackground("Acknowledging events", () -> replies.acknowledge(queue, messages));
      }
      return true;
    } catch (ReplyQueueGoneException e) {
      LOG.warn("Reply queue {} was deleted; another is created", queue);
      source.gone(queue);
      return false;
    } catch (ClosedException e) {
      throw e;
    } catch (RuntimeException e) {
      if (!isFailing && !calls.lifetime().isClosed()) {
        LOG.warn("The reply queue cannot be read; trying again: {}", e.toString());
      }
      isFailing = true;
      return false;
    }
  }
}
