package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.InterruptedCallException;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionRecord;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tasks of a session as they end, until the session has or the time is over. Events and
 * pages tell: no run record is read, and no result. Not thread-safe.
 */
public final class EndCounter implements AutoCloseable {
  private final SessionFeed feed;
  private final EndedTasks tasks;
  private final CompletableFuture<SessionRecord> end;
  private final LongSupplier nanosLeft;
  private OutcomeCounts told = OutcomeCounts.ZERO;

  /**
   * @param tasks what the feed feeds
   * @param end wakes the feed when it completes
   */
  EndCounter(
      SessionFeed feed,
      EndedTasks tasks,
      CompletableFuture<SessionRecord> end,
      LongSupplier nanosLeft) {
    this.feed = feed;
    this.tasks = tasks;
    this.end = end;
    this.nanosLeft = nanosLeft;
  }

  /**
   * How many tasks have ended; waits until more have. Empty: the session has, or the time is over.
   *
   * @throws InterruptedCallException when interrupted while it waits
   */
  public Optional<OutcomeCounts> next() {
    return Optional.ofNullable(feed.next(this::news, end::isDone, nanosLeft));
  }

  private @Nullable OutcomeCounts news() {
    OutcomeCounts counts = tasks.counts();
    if (end.isDone() || counts.equals(told)) {
      return null;
    }
    told = counts;
    return counts;
  }

  /** How many tasks there are; -1: not known yet. */
  public int taskCount() {
    return tasks.size();
  }

  /** The session if it has ended. */
  public Optional<SessionRecord> ended() {
    return end.isDone() ? Optional.of(Calls.result(end)) : Optional.empty();
  }

  @Override
  public void close() {
    feed.close();
  }
}
