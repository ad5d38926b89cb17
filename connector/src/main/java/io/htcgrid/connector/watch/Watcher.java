package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.ClosedException;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches sessions for a connector. Thread-safe. */
public final class Watcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

  /** Of how many sessions the reply queue's name is taken back at close. */
  private static final int MAX_UNNAMED = 100;

  private final GridServices services;
  private final Calls calls;
  private final WatchTerms terms;
  private final LongSupplier nanoTime;
  private final DetailRoom room;
  private final Watches watches;
  private final OwnReplyQueue replies;
  private final SessionLook look;
  private final EndWatch ends;

  /**
   * @param nanoTime elapsed time, as of {@link System#nanoTime}
   */
  public Watcher(
      GridServices services,
      Calls calls,
      ScheduledExecutorService timer,
      WatchTerms terms,
      LongSupplier nanoTime) {
    this.services = services;
    this.calls = calls;
    this.terms = terms;
    this.nanoTime = nanoTime;
    this.room = new DetailRoom(terms.maxDetailBytes());
    this.watches = new Watches(room);
    this.replies =
        new OwnReplyQueue(services, calls, timer, terms, this::deliver, this::queueIsGone);
    this.look = new SessionLook(new SessionReads(services), services.table(), replies::queue);
    this.ends =
        new EndWatch(
            services,
            look,
            calls,
            timer,
            new RereadClock(terms.rereads(), Duration.ofDays(1), nanoTime));
  }

  public SessionReads reads() {
    return look.reads();
  }

  /** What to name in a new session; created when there is none yet. Empty: do without. */
  public Optional<String> replyQueue() {
    return replies.queue();
  }

  /**
   * Keeps events of a session that is about to be submitted.
   *
   * @return whether the session was unknown here; if not, its events go on as before
   */
  public boolean expect(SessionId session) {
    if (watches.find(session).isPresent()) {
      return false;
    }
    watches.of(session).keep(room);
    return true;
  }

  /** A submission under this id came to nothing here. */
  public void forget(SessionId session) {
    watches.forget(session);
  }

  /** Notes what a submission left in the table. */
  public void submitted(SessionRecord session, Optional<String> replyQueue) {
    Watch watch = watches.of(session.id());
    replyQueue.filter(session.replyQueues()::contains).ifPresent(watch::named);
    if (!watch.isNamed()) {
      // Someone else's submission under the same client token: its events went elsewhere.
      watch.drop();
    }
    watch.saw(session);
  }

  /** Opens a stream of finished tasks; the reader closes it, or reads it to its end. */
  public OutcomePipeline read(SessionId session, Selection selection) {
    EndedTasks tasks = new EndedTasks(selection, room);
    return new OutcomePipeline(
        feed(watches.of(session), tasks, selection),
        tasks,
        selection,
        new OutcomeResolver(services, calls, session),
        calls);
  }

  /**
   * Counts the tasks that end until the session has; the reader closes it.
   *
   * @param timeout from now on
   */
  public EndCounter countEnds(SessionId session, Duration timeout) {
    EndedTasks tasks = new EndedTasks(Selection.STATES, room);
    long end = nanoTime.getAsLong() + TimeUnit.NANOSECONDS.convert(timeout);
    return new EndCounter(
        feed(watches.of(session), tasks, Selection.STATES),
        tasks,
        end(session),
        () -> end - nanoTime.getAsLong());
  }

  private SessionFeed feed(Watch watch, EndedTasks tasks, Selection selection) {
    RereadClock clock = new RereadClock(terms.rereads(), terms.rereads().firstNotified(), nanoTime);
    SessionFeed feed =
        new SessionFeed(
            new SessionFeed.Parts(
                watch,
                tasks,
                selection,
                new PageScan(look, services.table(), calls, watch, tasks, nanoTime),
                clock,
                new DeadlineAlarm(watch, services.clock()),
                calls.lifetime()),
            () -> watches.forgetSpent(watch));
    boolean knowsAllSoFar = watch.attach(feed, tasks, selection);
    if (!knowsAllSoFar || !watch.isNamed() || watch.hasEnded()) {
      clock.hasten(Duration.ZERO);
    }
    return feed;
  }

  /** Completes, on a thread for calls, with the session once it has ended. */
  public CompletableFuture<SessionRecord> end(SessionId session) {
    Watch watch = watches.of(session);
    return ends.end(watch, terms.rereads().first(watch.isNamed() || terms.isNotified()));
  }

  private void deliver(SessionEvent event) {
    watches.deliver(event);
    if (event instanceof SessionEvent.SessionEnded) {
      ends.hint(event.session());
    }
  }

  private void queueIsGone() {
    watches.all().forEach(Watch::unnamed);
    ends.hasten();
  }

  /**
   * Wakes every reader and waiter, takes the reply queue's name out of sessions that go on, and
   * deletes it. The connector's lifetime must be over before.
   */
  @Override
  public void close() {
    ends.close(new ClosedException());
    List<Watch> all = watches.all();
    all.forEach(Watch::wake);
    replies
        .present()
        .ifPresent(
            queue ->
                all.stream()
                    .filter(watch -> watch.mayBeNamed(queue) && !watch.hasEnded())
                    .limit(MAX_UNNAMED)
                    .forEach(watch -> unname(watch, queue)));
    replies.close();
  }

  private void unname(Watch watch, String queue) {
    try {
      services.table().removeReplyQueue(watch.session(), queue);
    } catch (RuntimeException e) {
      LOG.debug("Session {} goes on naming a reply queue that is gone", watch.session(), e);
    }
  }
}
