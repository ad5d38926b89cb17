package io.htcgrid.connector.watch;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When to read next. Thread-safe. */
final class RereadClock {
  private final Rereads rereads;
  private final LongSupplier nanoTime;
  private Duration interval;
  private long dueAt;

  /**
   * @param delay until the first reading
   * @param nanoTime elapsed time, as of {@link System#nanoTime}
   */
  RereadClock(Rereads rereads, Duration delay, LongSupplier nanoTime) {
    this.rereads = rereads;
    this.nanoTime = nanoTime;
    this.interval = rereads.firstSilent();
    this.dueAt = nanoTime.getAsLong() + delay.toNanos();
  }

  /** Until the next reading; zero: it is due. */
  synchronized Duration dueIn() {
    return Duration.ofNanos(Math.max(0, dueAt - nanoTime.getAsLong()));
  }

  /** Reads earlier, if the next reading is later than that. */
  synchronized void hasten(Duration delay) {
    dueAt = Math.min(dueAt, nanoTime.getAsLong() + delay.toNanos());
  }

  /**
   * Says that a reading is over.
   *
   * @param took how long it took: at least as long passes until the next
   */
  synchronized void done(boolean foundNews, boolean isNotified, Duration took) {
    Duration first = rereads.first(isNotified);
    boolean startsOver = foundNews || interval.compareTo(first) < 0;
    interval = startsOver ? first : rereads.after(interval, isNotified);
    Duration wait = interval.compareTo(took) < 0 ? took : interval;
    dueAt = nanoTime.getAsLong() + wait.toNanos();
  }
}
