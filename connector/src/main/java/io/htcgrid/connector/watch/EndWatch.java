package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.ServiceFault;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the ends of sessions: told by events, and by reading all that are waited for now and
 * then. Thread-safe.
 */
final class EndWatch {
  private static final Logger LOG = LoggerFactory.getLogger(EndWatch.class);
  private static final int READ_AT_ONCE = 100;

  private final GridServices services;
  private final SessionLook look;
  private final Calls calls;
  private final ScheduledExecutorService timer;
  private final RereadClock clock;
  private final Map<SessionId, Waiting> waiting = new ConcurrentHashMap<>();
  private @Nullable ScheduledFuture<?> nextTick;

  private record Waiting(
      Watch watch, DeadlineAlarm alarm, CompletableFuture<SessionRecord> ended) {}

  EndWatch(
      GridServices services,
      SessionLook look,
      Calls calls,
      ScheduledExecutorService timer,
      RereadClock clock) {
    this.services = services;
    this.look = look;
    this.calls = calls;
    this.timer = timer;
    this.clock = clock;
  }

  /** Completes with the ended session; on a thread for calls, which it must not hold up. */
  CompletableFuture<SessionRecord> end(Watch watch, Duration firstReread) {
    Waiting added =
        new Waiting(watch, new DeadlineAlarm(watch, services.clock()), new CompletableFuture<>());
    Waiting present = waiting.putIfAbsent(watch.session(), added);
    if (present != null) {
      return present.ended();
    }
    // An event that comes from now on finds it; one that came before is known to the watch.
    if (!watch.isNamed() || watch.hasEnded()) {
      read(added);
    }
    clock.hasten(firstReread);
    tickWithin(shorter(clock.dueIn(), added.alarm().dueIn()));
    return added.ended();
  }

  /** An event says that the session ended. */
  void hint(SessionId session) {
    Waiting told = waiting.get(session);
    if (told != null) {
      read(told);
    }
  }

  /** Events may have been lost: reads now. */
  void hasten() {
    clock.hasten(Duration.ZERO);
    if (!waiting.isEmpty()) {
      tickWithin(Duration.ZERO);
    }
  }

  /** Ends all waiting with an error. */
  void close(RuntimeException error) {
    waiting.values().forEach(each -> each.ended().completeExceptionally(error));
    waiting.clear();
  }

  private void read(Waiting each) {
    calls.inBackground(
        "Reading an awaited session",
        () -> {
          try {
            judge(each, look.at(each.watch()));
          } catch (RuntimeException e) {
            if (ServiceFault.of(e) == ServiceFault.PASSING) {
              throw e;
            }
            waiting.remove(each.watch().session());
            each.ended().completeExceptionally(e);
            each.watch().wake();
          }
        });
  }

  private void judge(Waiting each, SessionRecord session) {
    each.watch().saw(session);
    if (session.ended()) {
      waiting.remove(session.id());
      each.ended().complete(session);
      each.watch().wake();
    }
  }

  private synchronized void tickWithin(Duration delay) {
    if (nextTick != null && nextTick.getDelay(TimeUnit.NANOSECONDS) <= delay.toNanos()) {
      return;
    }
    if (nextTick != null) {
      nextTick.cancel(false);
    }
    nextTick = timer.schedule(this::tick, delay.toMillis() + 1, TimeUnit.MILLISECONDS);
  }

  private void scheduleNextTick() {
    synchronized (this) {
      nextTick = null;
    }
    Optional<Duration> deadline =
        waiting.values().stream().map(each -> each.alarm().dueIn()).reduce(EndWatch::shorter);
    if (deadline.isPresent() && !calls.lifetime().isClosed()) {
      tickWithin(shorter(clock.dueIn(), deadline.get()));
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void tick() {
    try {
      List<Waiting> all = new ArrayList<>(waiting.values());
      all.stream().filter(each -> each.alarm().rings()).forEach(this::read);
      if (clock.dueIn().isZero()) {
        boolean foundNews = false;
        for (int from = 0; from < all.size(); from += READ_AT_ONCE) {
          foundNews |= readAll(all.subList(from, Math.min(from + READ_AT_ONCE, all.size())));
        }
        boolean isNotified = all.stream().allMatch(each -> each.watch().isNamed());
        clock.done(foundNews, isNotified, Duration.ZERO);
      }
    } catch (RuntimeException e) {
      LOG.warn("Sessions cannot be read; trying again: {}", e.toString());
      clock.done(false, true, Duration.ZERO);
    }
    scheduleNextTick();
  }

  private boolean readAll(List<Waiting> some) {
    Map<SessionId, Waiting> missing = new HashMap<>();
    some.forEach(each -> missing.put(each.watch().session(), each));
    boolean foundNews = false;
    for (SessionRecord session : readTogether(missing.keySet())) {
      Waiting each = missing.remove(session.id());
      if (each != null) {
        foundNews |= session.ended();
        judge(each, session);
      }
    }
    // Not visible yet, expired or not to be read: the strongly consistent read tells.
    missing.values().forEach(this::read);
    return foundNews;
  }

  /** None when they cannot be read together for good, which may be the fault of one of them. */
  private List<SessionRecord> readTogether(Set<SessionId> sessions) {
    try {
      return services
          .table()
          .readSessionsEventually(List.copyOf(sessions), services.clock().instant());
    } catch (RuntimeException e) {
      ServiceFault fault = ServiceFault.of(e);
      if (fault == ServiceFault.PASSING || fault == ServiceFault.INTERRUPTED) {
        throw e;
      }
      LOG.debug("Awaited sessions cannot be read together; reading each alone", e);
      return List.of();
    }
  }
}
