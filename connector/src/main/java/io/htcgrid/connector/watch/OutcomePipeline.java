package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.InterruptedCallException;
import io.htcgrid.connector.calls.Lifetime;
import io.htcgrid.control.EndReason;
import io.htcgrid.control.queue.SessionEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One reader's stream of finished tasks. Events feed it, a slow re-read of pages makes up for lost
 * ones, results are read ahead; all of it is started by the reader's own polling, so that a reader
 * that does not poll costs a few bits a task. Thread-safe.
 */
public final class OutcomePipeline implements AutoCloseable {
  /** Task events may come after the one that says that all tasks ended. */
  private static final Duration STRAGGLERS = Duration.ofMillis(500);

  private static final Duration A_LONG_TIME = Duration.ofHours(1);

  private final Watch watch;
  private final EndedTasks tasks;
  private final boolean isWaiting;
  private final PageScan scan;
  private final RereadClock clock;
  private final DeadlineAlarm alarm;
  private final ReadAhead readAhead;
  private final Lifetime lifetime;
  private final Runnable onClose;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private volatile Runnable onNews = () -> {};
  private @Nullable CompletableFuture<PageScan.Step> scanning;
  private volatile boolean isClosed;
  private boolean isMoreToScan;
  private boolean isScanned;

  /** What a pipeline is made of. */
  record Parts(
      Watch watch,
      EndedTasks tasks,
      Selection selection,
      PageScan scan,
      RereadClock clock,
      DeadlineAlarm alarm,
      OutcomeResolver resolver,
      Calls calls) {}

  /**
   * @param onClose called when nobody reads it any more
   */
  OutcomePipeline(Parts parts, Runnable onClose) {
    this.watch = parts.watch();
    this.tasks = parts.tasks();
    this.isWaiting = parts.selection().isWaiting();
    this.scan = parts.scan();
    this.clock = parts.clock();
    this.alarm = parts.alarm();
    this.lifetime = parts.calls().lifetime();
    this.onClose = onClose;
    this.readAhead =
        new ReadAhead(
            tasks, parts.selection().isInOrder(), parts.resolver(), parts.calls(), this::wake);
  }

  /**
   * The next finished task; waits for it. Empty: there is none left, or this is closed.
   *
   * @throws InterruptedCallException when interrupted while it waits
   */
  public Optional<FinishedTask> next() {
    lock.lock();
    try {
      while (!isClosed) {
        FinishedTask finished = poll();
        if (finished != null) {
          return Optional.of(finished);
        }
        if (isFinished()) {
          close();
          return Optional.empty();
        }
        news.awaitNanos(pollAgainIn().toNanos());
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      throw InterruptedCallException.restoring(e);
    } finally {
      lock.unlock();
    }
  }

  /** The next finished task if one is ready; starts whatever there is to start. */
  public @Nullable FinishedTask poll() {
    lock.lock();
    try {
      lifetime.requireOpen();
      scan();
      return readAhead.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether every task that is wanted was given. */
  public boolean isFinished() {
    lock.lock();
    try {
      boolean isAllKnown = isWaiting ? tasks.isComplete() : isScanned;
      return isAllKnown && tasks.isDrained() && readAhead.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** When to poll again if there is no news before. */
  public Duration pollAgainIn() {
    lock.lock();
    try {
      if (scanning != null || !isScanWanted()) {
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
  public void onNews(Runnable listener) {
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

  private boolean isScanWanted() {
    return isWaiting ? !tasks.isComplete() : !isScanned;
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
    if (scanning == null && isDue && isScanWanted()) {
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
