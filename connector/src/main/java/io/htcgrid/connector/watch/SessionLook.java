package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.ServiceFault;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.state.ReplyQueueResult;
import io.htcgrid.control.state.StateTable;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a watched session, and sees to it that its events come here before anything else of it is
 * read: what ends in between is then told at least once. Makes its calls on the calling thread.
 */
final class SessionLook {
  private static final Logger LOG = LoggerFactory.getLogger(SessionLook.class);

  private final SessionReads reads;
  private final StateTable table;
  private final Supplier<Optional<String>> ownQueue;

  SessionLook(SessionReads reads, StateTable table, Supplier<Optional<String>> ownQueue) {
    this.reads = reads;
    this.table = table;
    this.ownQueue = ownQueue;
  }

  SessionReads reads() {
    return reads;
  }

  /**
   * Reads a session that should be there.
   *
   * @throws UnknownSessionException when it is not
   */
  SessionRecord at(Watch watch) {
    SessionRecord stored = reads.read(watch.session());
    if (!stored.ended() && !watch.isNamingRefused()) {
      stored = named(watch, stored);
    }
    watch.saw(stored);
    return stored;
  }

  private SessionRecord named(Watch watch, SessionRecord stored) {
    Optional<String> queue = ownQueue.get();
    if (queue.isEmpty() || watch.isNamed(queue.get())) {
      return stored;
    }
    if (stored.replyQueues().contains(queue.get())) {
      watch.named(queue.get());
      return stored;
    }
    return add(watch, stored, queue.get());
  }

  private SessionRecord add(Watch watch, SessionRecord stored, String queue) {
    ReplyQueueResult result;
    watch.naming(queue);
    try {
      result = table.addReplyQueue(watch.session(), queue);
    } catch (RuntimeException e) {
      if (ServiceFault.of(e) != ServiceFault.DENIED) {
        throw e;
      }
      LOG.info("No permission to have events of session {}; reading pages", watch.session());
      watch.refusedNaming();
      return stored;
    }
    if (result instanceof ReplyQueueResult.Named named) {
      watch.named(queue);
      return named.session();
    }
    if (result instanceof ReplyQueueResult.Full full) {
      LOG.info(
          "Session {} tells {} connectors already; reading pages",
          watch.session(),
          SessionRecord.MAX_REPLY_QUEUES);
      watch.refusedNaming();
      return full.stored();
    }
    throw new UnknownSessionException(watch.session());
  }
}
