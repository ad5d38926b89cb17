package io.htcgrid.connector;

import io.htcgrid.connector.calls.BestEffortReplies;
import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.InterruptedCallException;
import io.htcgrid.connector.watch.Selection;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.TaskTry;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.control.state.EndResult;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A session of a grid: a handle to it, which holds no more than its id. It goes on whether or not a
 * program holds one; save the id to come back to it with {@link HtcGrid#session}. Thread-safe.
 *
 * <p>Every method may throw {@link GridUnavailableException}, {@link NotPermittedException}, {@link
 * NoSuchSessionException} when the session has expired, and {@link GridClosedException}; those that
 * wait throw {@link GridInterruptedException} when the thread is interrupted.
 */
public final class Session {
  private final Connection grid;
  private final SessionId id;

  Session(Connection grid, SessionId id) {
    this.grid = grid;
    this.id = id;
  }

  /** What names it, in every grid. */
  public SessionId id() {
    return id;
  }

  /** How far it is. */
  public SessionStatus status() {
    return grid.errors().call(() -> grid.status(grid.read(id)));
  }

  /** Waits until it has ended, which its deadline bounds. */
  public SessionStatus await() {
    return grid.errors().call(() -> grid.status(Calls.await(grid.watcher().end(id))));
  }

  /**
   * Waits until it has ended, for so long at most; zero or less: does not wait.
   *
   * @return how it ended
   * @throws AwaitTimeoutException when it has not; it goes on
   */
  public SessionStatus await(Duration timeout) {
    return grid.errors().call(() -> grid.status(end(timeout)));
  }

  private SessionRecord end(Duration timeout) {
    try {
      return grid.watcher()
          .end(id)
          .get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return grid.endedOrLate(id, timeout);
    } catch (InterruptedException e) {
      throw InterruptedCallException.restoring(e);
    } catch (ExecutionException e) {
      throw Calls.asThrown(e);
    }
  }

  /**
   * Waits until it has ended, which its deadline bounds, and tells meanwhile how many of its tasks
   * have. Reads no task's result or error: what it costs does not depend on their size.
   *
   * @param progress called on this thread: once some tasks have ended, with all that ended before;
   *     again whenever more have, at once for those that end during a call; and at last with the
   *     final numbers. What it throws ends the waiting and is thrown here
   * @return how it ended
   */
  public SessionStatus await(Consumer<SessionProgress> progress) {
    return await(ChronoUnit.FOREVER.getDuration(), progress);
  }

  /**
   * As {@link #await(Consumer)}, for so long at most; zero or less: does not wait.
   *
   * @param timeout the time that {@code progress} takes counts too
   * @return how it ended
   * @throws AwaitTimeoutException when it has not; it goes on
   */
  public SessionStatus await(Duration timeout, Consumer<SessionProgress> progress) {
    return new ProgressWait(grid, progress).await(id, timeout);
  }

  /**
   * Completes when it has ended, or exceptionally with a {@link GridException}. What is hung on it
   * runs on threads of the connector, of which there are few: do not block there.
   */
  public CompletableFuture<SessionStatus> completion() {
    return grid.errors()
        .call(() -> grid.watcher().end(id))
        .handleAsync(
            (session, error) ->
                grid.errors()
                    .call(
                        () -> {
                          if (error != null) {
                            throw Calls.asThrown(error);
                          }
                          return grid.status(session);
                        }),
            grid.threads().callbacks());
  }

  /**
   * The outcomes of all tasks as they end, those that ended already first. Each call gives a stream
   * of its own, with every task in it.
   */
  public OutcomeStream outcomes() {
    return grid.errors().call(() -> grid.outcomes(id, Selection.AS_THEY_END));
  }

  /** Tells a listener of all outcomes, as {@link #outcomes()} would. */
  public Subscription onOutcome(OutcomeListener listener) {
    return grid.errors().call(() -> grid.listen(id, listener));
  }

  /** The outcomes of all tasks by index, waiting for each. */
  public OutcomeStream results() {
    return grid.errors().call(() -> grid.outcomes(id, Selection.BY_INDEX));
  }

  /** The outcomes of the tasks that have ended, by index, without waiting for the others. */
  public OutcomeStream resultsSoFar() {
    return grid.errors().call(() -> grid.outcomes(id, Selection.SO_FAR));
  }

  /**
   * The outcome of one task; waits until it has ended.
   *
   * @throws NoSuchTaskException when the session has no such task
   */
  public TaskOutcome result(int index) {
    return one(index, true).orElseThrow(() -> noSuchTask(index));
  }

  /**
   * The outcome of one task; empty: it has not ended.
   *
   * @throws NoSuchTaskException when the session has no such task
   */
  public Optional<TaskOutcome> outcome(int index) {
    Optional<TaskOutcome> outcome = one(index, false);
    if (outcome.isEmpty()) {
      requireTask(index);
    }
    return outcome;
  }

  private Optional<TaskOutcome> one(int index, boolean isWaiting) {
    if (index < 0 || index >= TaskId.MAX_TASKS) {
      throw noSuchTask(index);
    }
    try (OutcomeStream one =
        grid.errors().call(() -> grid.outcomes(id, Selection.of(index, isWaiting)))) {
      return one.next();
    }
  }

  private int requireTask(int index) {
    int size = grid.errors().call(() -> grid.watcher().reads().size(grid.read(id)));
    if (index < 0 || (size >= 0 && index >= size)) {
      throw noSuchTask(index);
    }
    return size;
  }

  private NoSuchTaskException noSuchTask(int index) {
    return new NoSuchTaskException(id, index);
  }

  /**
   * Its tasks by index, read as the stream is, a page of 100 at a time. Of a session that goes on,
   * what ended a moment ago may be told as RUNNING, or be missing when only some states are wanted.
   *
   * @param states those wanted, and no pages without them are read; none: all
   */
  public Stream<TaskInfo> tasks(TaskState... states) {
    return grid.errors().call(() -> listing(Set.of(states), false).stream());
  }

  /**
   * Lists its tasks.
   *
   * @param isPatient for who cannot be told and ask again
   */
  TaskListing listing(Set<TaskState> states, boolean isPatient) {
    SessionRecord session = grid.read(id);
    return new TaskListing(
        grid.services().table(),
        grid.calls(),
        grid.errors(),
        session,
        grid.tasksToList(session),
        states,
        isPatient);
  }

  /**
   * Ends it now: what runs is stopped, what has not ended is CANCELLED. One write, however many
   * tasks there are.
   *
   * @return the state that everyone is told, which is not CANCELLED when it had ended before
   */
  public SessionState cancel() {
    return grid.errors().call(this::end);
  }

  private SessionState end() {
    EndResult result =
        EndSession.cancel(
                grid.services().table(),
                new BestEffortReplies(grid.services().replies()),
                grid.services().clock(),
                id)
            .run();
    if (result instanceof EndResult.Ended ended) {
      return ended.session().state();
    }
    if (result instanceof EndResult.AlreadyEnded before) {
      return before.stored().state();
    }
    throw new NoSuchSessionException(grid.services().config().grid(), id.value(), null);
  }

  /**
   * Cancels one task.
   *
   * @return the state that everyone is told, which is not CANCELLED when it had ended before
   * @throws NoSuchTaskException when the session has no such task
   */
  public TaskState cancel(int index) {
    if (index < 0 || index >= TaskId.MAX_TASKS) {
      throw noSuchTask(index);
    }
    return grid.errors().call(() -> new TaskCancellation(grid).cancel(new TaskId(id, index)));
  }

  /**
   * The failed tries of a task, the oldest first, with the last lines that its function logged; of
   * more than 20 the first and the last ones. None: no try of it failed so far.
   *
   * @throws NoSuchTaskException when the session has no such task
   * @throws GridRequestException when the history is lost
   */
  public List<TaskTry> failedTries(int index) {
    requireTask(index);
    return grid.errors().call(() -> new TryHistory(grid).of(new TaskId(id, index)));
  }

  /**
   * A session like this one, of its tasks that FAILED: to be changed as need be, and submitted. Its
   * task 0 is the first of them by index, and so on; it names this session as its {@link
   * SessionSummary#parent}. Payloads are read while it is submitted.
   *
   * @param states those wanted instead: FAILED, CANCELLED or both
   * @throws InvalidSessionException when this session has not ended, or has no such task
   */
  public SessionSpec.Builder repetition(TaskState... states) {
    return grid.errors().call(() -> new Repetition(grid).of(id, Set.of(states)));
  }

  @Override
  public String toString() {
    return "Session[" + id + "]";
  }
}
