package io.htcgrid.connector.watch;

import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.data.SessionId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The watched sessions of a connector, and of the others as many as there is room for. Thread-safe.
 */
final class Watches {
  private static final int MAX_IDLE = 10_000;

  private final DetailRoom room;
  private final Map<SessionId, Watch> watches = new LinkedHashMap<>(16, 0.75f, true);

  Watches(DetailRoom room) {
    this.room = room;
  }

  /** The session's watch; a new one when there is none. */
  synchronized Watch of(SessionId session) {
    Watch watch = watches.get(session);
    if (watch == null) {
      makeRoom();
      watch = new Watch(session);
      watches.put(session, watch);
    }
    return watch;
  }

  synchronized Optional<Watch> find(SessionId session) {
    return Optional.ofNullable(watches.get(session));
  }

  synchronized List<Watch> all() {
    return new ArrayList<>(watches.values());
  }

  /** Hands an event to its session's watch; that of a session that nobody watches is dropped. */
  void deliver(SessionEvent event) {
    find(event.session()).ifPresent(watch -> watch.deliver(event));
  }

  synchronized void forget(SessionId session) {
    Watch watch = watches.remove(session);
    if (watch != null) {
      watch.drop();
    }
  }

  /** Forgets it if nobody can still want it. */
  synchronized void forgetSpent(Watch watch) {
    if (watch.isSpent()) {
      watches.remove(watch.session(), watch);
    }
  }

  private void makeRoom() {
    if (watches.size() < MAX_IDLE && !room.isHalfFull()) {
      return;
    }
    // The longest unused come first.
    Iterator<Watch> each = watches.values().iterator();
    while (each.hasNext() && (watches.size() >= MAX_IDLE || room.isHalfFull())) {
      Watch watch = each.next();
      if (watch.isIdle() && watches.size() >= MAX_IDLE) {
        watch.drop();
        each.remove();
      } else if (watch.isIdle()) {
        watch.forgetDetails();
      }
    }
  }
}
