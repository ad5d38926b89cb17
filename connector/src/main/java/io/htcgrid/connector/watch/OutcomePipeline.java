package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.InterruptedCallException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One reader's stream of finished tasks, whose results are read ahead. All of it is started by the
 * reader's own polling. Thread-safe.
 */
public final class OutcomePipeline implements AutoCloseable {
  private final SessionFeed feed;
  private final EndedTasks tasks;
  private final ReadAhead readAhead;

  /**
   * @param tasks what the feed feeds
   */
  OutcomePipeline(
      SessionFeed feed,
      EndedTasks tasks,
      Selection selection,
      OutcomeResolver resolver,
      Calls calls) {
    this.feed = feed;
    this.tasks = tasks;
    this.readAhead = new ReadAhead(tasks, selection.isInOrder(), resolver, calls, feed::wake);
  }

  /**
   * The next finished task; waits for it. Empty: there is none left, or this is closed.
   *
   * @throws InterruptedCallException when interrupted while it waits
   */
  public Optional<FinishedTask> next() {
    FinishedTask finished = feed.next(readAhead::poll, this::isFinished, () -> Long.MAX_VALUE);
    if (finished == null) {
      close();
    }
    return Optional.ofNullable(finished);
  }

  /** The next finished task if one is ready; starts whatever there is to start. */
  public @Nullable FinishedTask poll() {
    return feed.poll(readAhead::poll);
  }

  /** Whether every task that is wanted was given. */
  public boolean isFinished() {
    return feed.is(() -> feed.isAllKnown() && tasks.isDrained() && readAhead.isEmpty());
  }

  /** When to poll again if there is no news before. */
  public Duration pollAgainIn() {
    return feed.pollAgainIn();
  }

  /** Sets whom to call, on any thread, when it is worth polling. */
  public void onNews(Runnable listener) {
    feed.onNews(listener);
  }

  @Override
  public void close() {
    feed.close();
  }
}
