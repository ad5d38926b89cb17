package io.htcgrid.connector.watch;

import io.htcgrid.control.queue.SessionEvent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes of all events that wait for a reader. What does not fit is only remembered as
 * ended, and read from the table when its turn comes. Thread-safe.
 */
final class DetailRoom {
  private static final long BYTES_PER_EVENT = 512;

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  DetailRoom(long limit) {
    this.limit = limit;
  }

  boolean take(SessionEvent event) {
    long bytes = bytes(event);
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  void giveBack(SessionEvent event) {
    used.addAndGet(-bytes(event));
  }

  boolean isHalfFull() {
    return used.get() > limit / 2;
  }

  private static long bytes(SessionEvent event) {
    byte[] inline =
        event instanceof SessionEvent.TaskCompleted completed ? completed.inlineResult() : null;
    return BYTES_PER_EVENT + (inline == null ? 0 : inline.length);
  }
}
