package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.InterruptedCallException;
import io.htcgrid.connector.calls.Lifetime;
import io.htcgrid.control.EndReason;
import io.htcgrid.control.queue.SessionEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one reader learns of a session's tasks. Events feed it, a slow re-read of pages makes up for
 * lost ones; the re-read is started by the reader's own polling, so that a reader that does not
 * poll costs a few bits a task. Thread-safe.
 */
final class SessionFeed implements AutoCloseable {
  /** Task events may come after the one that says that all tasks ended. */
  private static final Duration STRAGGLERS = Duration.ofMillis(500);

  private static final Duration A_LONG_TIME = Duration.ofHours(1);

  private final Watch watch;
  private final EndedTasks tasks;
  private final boolean isWaiting;
  private final PageScan scan;
  private final RereadClock clock;
  private final DeadlineAlarm alarm;
  private final Lifetime lifetime;
  private final Runnable onClose;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private volatile Runnable onNews = () -> {};
  private @Nullable CompletableFuture<PageScan.Step> scanning;
  private volatile boolean isClosed;
  private boolean isMoreToScan;
  private boolean isScanned;

  /** What a feed is made of. */
  record Parts(
      Watch watch,
      EndedTasks tasks,
      Selection selection,
      PageScan scan,
      RereadClock clock,
      DeadlineAlarm alarm,
      Lifetime lifetime) {}

  /** Takes what is there for the reader; called by one thread at a time. */
  interface Take<T> {
    /** Null: nothing is. */
    @Nullable T now();
  }

  /**
   * @param onClose called when nobody reads it any more
   */
  SessionFeed(Parts parts, Runnable onClose) {
    this.watch = parts.watch();
    this.tasks = parts.tasks();
    this.isWaiting = parts.selection().isWaiting();
    this.scan = parts.scan();
    this.clock = parts.clock();
    this.alarm = parts.alarm();
    this.lifetime = parts.lifetime();
    this.onClose = onClose;
  }

  /**
   * Takes what is there, or waits for it. Null: it is over, or this is closed.
   *
   * @param isOver whether nothing will come any more; asked as {@code take} is
   * @param nanosLeft after which it is over too
   * @throws InterruptedCallException when interrupted while it waits
   */
  <T> @Nullable T next(Take<T> take, BooleanSupplier isOver, LongSupplier nanosLeft) {
    lock.lock();
    try {
      while (!isClosed) {
        T taken = poll(take);
        long nanos = nanosLeft.getAsLong();
        if (taken != null || nanos <= 0 || isOver.getAsBoolean()) {
          return taken;
        }
        news.awaitNanos(Math.min(nanos, pollAgainIn().toNanos()));
      }
      return null;
    } catch (InterruptedException e) {
      throw InterruptedCallException.restoring(e);
    } finally {
      lock.unlock();
    }
  }

  /** Starts whatever there is to start, and takes what is there. */
  <T> @Nullable T poll(Take<T> take) {
    lock.lock();
    try {
      lifetime.requireOpen();
      scan();
      return take.now();
    } finally {
      lock.unlock();
    }
  }

  /** Asks something of what {@link Take} takes from. */
  boolean is(BooleanSupplier question) {
    lock.lock();
    try {
      return question.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  /** Whether every task that is wanted is known to have ended. */
  boolean isAllKnown() {
    return is(() -> isWaiting ? tasks.isComplete() : isScanned);
  }

  /** When to poll again if there is no news before. */
  Duration pollAgainIn() {
    lock.lock();
    try {
      if (scanning != null || isAllKnown()) {
        return A_LONG_TIME;
      }
      Duration reread = clock.dueIn();
      Duration deadline = alarm.dueIn();
      return reread.compareTo(deadline) < 0 ? reread : deadline;
    } finally {
      lock.unlock();
    }
  }

  /** Sets whom to call, on any thread, when it is worth polling. */
  void onNews(Runnable listener) {
    onNews = listener;
  }

  @Override
  public void close() {
    isClosed = true;
    tasks.drop();
    wake();
    watch.remove(this);
    onClose.run();
  }

  void deliver(SessionEvent event) {
    if (event instanceof SessionEvent.SessionEnded ended) {
      clock.hasten(ended.reason() == EndReason.ALL_TASKS_ENDED ? STRAGGLERS : Duration.ZERO);
      wake();
    } else if (Watch.offer(tasks, event)) {
      wake();
    }
  }

  /** Events may have been lost: reads pages now. */
  void hasten() {
    clock.hasten(Duration.ZERO);
    wake();
  }

  void wake() {
    lock.lock();
    try {
      news.signalAll();
    } finally {
      lock.unlock();
    }
    onNews.run();
  }

  private void scan() {
    CompletableFuture<PageScan.Step> step = scanning;
    if (step != null && step.isDone()) {
      scanning = null;
      isMoreToScan = Calls.result(step) instanceof PageScan.Step.More;
      if (Calls.result(step) instanceof PageScan.Step.PassOver over) {
        passOver(over);
      }
    }
    boolean isDue = isMoreToScan || clock.dueIn().isZero() || alarm.rings();
    if (scanning == null && isDue && !isAllKnown()) {
      CompletableFuture<PageScan.Step> next = scan.step();
      scanning = next;
      var unused = next.whenComplete((result, error) -> wake());
    }
  }

  private void passOver(PageScan.Step.PassOver over) {
    isScanned = true;
    clock.done(over.foundNews(), watch.isNamed(), over.took());
    if (over.session().ended()) {
      // What is missing now was not visible yet.
      clock.hasten(STRAGGLERS);
    }
  }
}
