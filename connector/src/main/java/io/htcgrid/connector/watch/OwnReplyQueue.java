package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.ClosedException;
import io.htcgrid.connector.calls.InterruptedCallException;
import io.htcgrid.connector.calls.ServiceFault;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.queue.ReplyMessage;
import io.htcgrid.control.queue.ReplyQueueGoneException;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.control.state.ConnectorRecord;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's own reply queue: created when first asked for, said to be alive every minute, and
 * read by one long-polling thread. Created anew when somebody deletes it; done without when the
 * program may not create queues. Thread-safe.
 */
final class OwnReplyQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnReplyQueue.class);

  /** The longest wait that SQS offers. */
  private static final Duration POLL = Duration.ofSeconds(20);

  private static final Duration RENEWAL = Duration.ofMinutes(1);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final Duration JOIN = Duration.ofSeconds(2);

  private final GridServices services;
  private final Calls calls;
  private final ScheduledExecutorService timer;
  private final Consumer<SessionEvent> events;
  private final Runnable onGone;
  private @Nullable Open open;
  private @Nullable Thread poller;
  private boolean isRefused;

  private record Open(String connector, String queue) {}

  /**
   * @param isWanted false: there is never one
   * @param events takes each event, on the polling thread
   * @param onGone called when the queue was deleted, before there is another
   */
  OwnReplyQueue(
      GridServices services,
      Calls calls,
      ScheduledExecutorService timer,
      boolean isWanted,
      Consumer<SessionEvent> events,
      Runnable onGone) {
    this.services = services;
    this.calls = calls;
    this.timer = timer;
    this.isRefused = !isWanted;
    this.events = events;
    this.onGone = onGone;
  }

  /** What names it in sessions; created when there is none. Empty: do without. */
  synchronized Optional<String> queue() {
    if (open == null && !isRefused) {
      try {
        open = create();
        startPolling();
      } catch (RuntimeException e) {
        refused(e);
      }
    }
    return Optional.ofNullable(open).map(Open::queue);
  }

  /** What names it, if it was created. */
  Optional<String> present() {
    return Optional.ofNullable(current()).map(Open::queue);
  }

  private Open create() {
    String connector = UUID.randomUUID().toString();
    Open created = new Open(connector, calls.once(() -> services.replies().create(connector)));
    timer.execute(() -> renew(created));
    return created;
  }

  private void refused(RuntimeException error) {
    if (error instanceof ClosedException) {
      throw error;
    }
    isRefused = ServiceFault.of(error) == ServiceFault.DENIED;
    LOG.warn(
        isRefused
            ? "No permission to create a reply queue; pages are read every few seconds instead: {}"
            : "No reply queue for now; pages are read every few seconds until there is one: {}",
        error.toString());
  }

  private void startPolling() {
    if (poller == null) {
      var unused =
          timer.scheduleWithFixedDelay(
              this::renewOpen, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
      Thread thread = new Thread(this::poll, "htcgrid-replies");
      thread.setDaemon(true);
      thread.start();
      poller = thread;
    }
  }

  private void renewOpen() {
    Open now = current();
    if (now != null) {
      renew(now);
    }
  }

  private void renew(Open now) {
    try {
      Instant seen = services.clock().instant();
      services
          .table()
          .renewConnector(new ConnectorRecord(now.connector(), now.queue(), seen, seen.plus(KEPT)));
    } catch (RuntimeException e) {
      LOG.debug("Connector {} was not renewed; it is again in a minute", now.connector(), e);
    }
  }

  private synchronized @Nullable Open current() {
    return open;
  }

  private void poll() {
    var pauses = calls.backoff();
    boolean isFailing = false;
    try {
      while (!calls.lifetime().isClosed()) {
        Optional<String> queue = queue();
        if (queue.isEmpty() && hasGivenUp()) {
          return;
        }
        try {
          if (queue.isPresent()) {
            receive(queue.get());
            isFailing = false;
            pauses.reset();
            continue;
          }
        } catch (ReplyQueueGoneException e) {
          LOG.warn("Reply queue {} was deleted; another is created", queue.get());
          gone(queue.get());
          continue;
        } catch (ClosedException e) {
          return;
        } catch (RuntimeException e) {
          if (!isFailing) {
            LOG.warn("The reply queue cannot be read; trying again: {}", e.toString());
          }
          isFailing = true;
        }
        pauses.pause();
      }
    } catch (ClosedException | InterruptedCallException e) {
      LOG.debug("No longer reading the reply queue", e);
    }
  }

  private synchronized boolean hasGivenUp() {
    if (isRefused) {
      poller = null;
    }
    return isRefused;
  }

  private void receive(String queue) {
    List<ReplyMessage> messages = services.replies().receive(queue, POLL);
    messages.forEach(message -> message.events().forEach(events));
    if (!messages.isEmpty() && !calls.lifetime().isClosed()) {
      calls.inBackground(
          "Acknowledging events", () -> services.replies().acknowledge(queue, messages));
    }
  }

  private void gone(String queue) {
    synchronized (this) {
      if (open != null && open.queue().equals(queue)) {
        open = null;
      }
    }
    onGone.run();
  }

  /** Deletes the queue. The connector's lifetime must be over before. */
  @Override
  public void close() {
    Open last = current();
    if (last == null) {
      return;
    }
    try {
      // Wakes the polling thread, which waits inside a call that cannot be interrupted.
      services.replies().send(last.queue(), List.of(wakeUp()));
      awaitPoller();
      services.replies().delete(last.queue());
      services.table().removeConnector(last.connector());
    } catch (RuntimeException e) {
      LOG.warn("Reply queue {} is left to the sweeper: {}", last.queue(), e.toString());
    }
  }

  private SessionEvent wakeUp() {
    return new SessionEvent.SessionEnded(
        SessionId.random(services.clock()), SessionState.CANCELLED, null);
  }

  private void awaitPoller() {
    Thread thread = pollerThread();
    try {
      if (thread != null) {
        thread.join(JOIN.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Thread pollerThread() {
    return poller;
  }
}
