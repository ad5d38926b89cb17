package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.ClosedException;
import io.htcgrid.connector.calls.ServiceFault;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridServices;
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
 * read by one thread. Created anew when somebody deletes it; done without when the program may not
 * create queues. Thread-safe.
 */
final class OwnReplyQueue implements ReplyPoller.Source, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnReplyQueue.class);
  private static final Duration RENEWAL = Duration.ofMinutes(1);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final Duration JOIN = Duration.ofSeconds(2);

  private final GridServices services;
  private final Calls calls;
  private final ScheduledExecutorService timer;
  private final Consumer<SessionEvent> events;
  private final Runnable onGone;
  private final Duration longPoll;
  private @Nullable Open open;
  private @Nullable Thread poller;
  private boolean hasGivenUp;

  private record Open(String connector, String queue) {}

  /**
   * @param events takes each event, on the polling thread
   * @param onGone called when the queue was deleted, before there is another
   */
  OwnReplyQueue(
      GridServices services,
      Calls calls,
      ScheduledExecutorService timer,
      WatchTerms terms,
      Consumer<SessionEvent> events,
      Runnable onGone) {
    this.services = services;
    this.calls = calls;
    this.timer = timer;
    this.hasGivenUp = !terms.isNotified();
    this.longPoll = terms.longPoll();
    this.events = events;
    this.onGone = onGone;
  }

  @Override
  public synchronized Optional<String> queue() {
    if (open == null && !hasGivenUp) {
      try {
        open = create();
        startPolling();
      } catch (ClosedException e) {
        throw e;
      } catch (RuntimeException e) {
        hasGivenUp = ServiceFault.of(e) == ServiceFault.DENIED;
        LOG.warn(
            hasGivenUp
                ? "No permission to create a reply queue; pages are read every few seconds: {}"
                : "No reply queue for now; pages are read until there is one: {}",
            e.toString());
      }
    }
    return present();
  }

  @Override
  public synchronized boolean hasGivenUp() {
    return hasGivenUp;
  }

  @Override
  public void gone(String queue) {
    synchronized (this) {
      if (open != null && open.queue().equals(queue)) {
        open = null;
      }
    }
    onGone.run();
  }

  /** What names it, if it was created. */
  synchronized Optional<String> present() {
    return Optional.ofNullable(open).map(Open::queue);
  }

  private Open create() {
    String connector = UUID.randomUUID().toString();
    Open created = new Open(connector, calls.once(() -> services.replies().create(connector)));
    timer.execute(() -> renew(created));
    return created;
  }

  private void startPolling() {
    if (poller == null) {
      var unused =
          timer.scheduleWithFixedDelay(
              this::renew, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
      Thread thread =
          new Thread(
              new ReplyPoller(services.replies(), calls, this, events, longPoll),
              "htcgrid-replies");
      thread.setDaemon(true);
      thread.start();
      poller = thread;
    }
  }

  private void renew() {
    Open now;
    synchronized (this) {
      now = open;
    }
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

  /** Deletes the queue. The connector's lifetime must be over before. */
  @Override
  public void close() {
    Open last;
    Thread reading;
    synchronized (this) {
      last = open;
      reading = poller;
      hasGivenUp = true;
    }
    if (last == null) {
      return;
    }
    try {
      // Wakes the polling thread, which waits inside a call that cannot be interrupted.
      services.replies().send(last.queue(), List.of(wakeUp()));
      if (reading != null) {
        reading.join(JOIN.toMillis());
      }
      services.replies().delete(last.queue());
      services.table().removeConnector(last.connector());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("Reply queue {} is left to the sweeper: {}", last.queue(), e.toString());
    }
  }

  /** An event of no session. */
  private SessionEvent wakeUp() {
    return new SessionEvent.SessionEnded(
        SessionId.random(services.clock()), SessionState.CANCELLED, null);
  }
}
