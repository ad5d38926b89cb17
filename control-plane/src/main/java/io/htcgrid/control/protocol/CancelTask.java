package io.htcgrid.control.protocol;

import io.htcgrid.control.PageProgress;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.control.state.RunResult;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.TaskId;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cancels one task: its run record, then the cancel counter its agent watches, then its page's
 * progress.
 */
public final class CancelTask implements Protocol<CancelTask.Outcome> {
  /** How it ended. */
  public sealed interface Outcome {
    /**
     * The task is terminal.
     *
     * @param state what everyone is told, which is not CANCELLED when it had ended before
     * @param endedSession the session, when these steps ended it
     */
    record Terminal(TaskState state, Optional<SessionRecord> endedSession) implements Outcome {}

    record NoSuchTask() implements Outcome {}
  }

  private final StateTable table;
  private final InstantSource clock;
  private final TaskId task;
  private @Nullable SessionRecord session;
  private @Nullable RunRecord ended;
  private boolean counterRaised;
  private int tasksInPage = -1;
  private @Nullable CommitOutcomes committing;

  public CancelTask(StateTable table, InstantSource clock, TaskId task) {
    this.table = table;
    this.clock = clock;
    this.task = task;
  }

  @Override
  public @Nullable Outcome step() {
    SessionRecord known = session;
    if (known == null) {
      return readSession();
    }
    if (tasksInPage < 0) {
      return readSize();
    }
    if (ended == null) {
      return cancel(known);
    }
    if (!counterRaised) {
      table.raiseCancelCounter(task.session());
      counterRaised = true;
      return null;
    }
    return commit(known, ended);
  }

  private @Nullable Outcome readSession() {
    Optional<SessionRecord> read = table.readSession(task.session(), clock.instant());
    if (read.isEmpty()) {
      return new Outcome.NoSuchTask();
    }
    SessionRecord found = read.get();
    session = found;
    if (found.sized()) {
      if (task.index() >= found.taskCount()) {
        return new Outcome.NoSuchTask();
      }
      tasksInPage = found.tasksIn(task.page().number());
    }
    return null;
  }

  private @Nullable Outcome readSize() {
    int size = table.readDefinitions(task.page()).map(page -> page.tasks().size()).orElse(0);
    if (task.index() >= task.page().firstIndex() + size) {
      return new Outcome.NoSuchTask();
    }
    tasksInPage = size;
    return null;
  }

  private @Nullable Outcome cancel(SessionRecord known) {
    if (known.ended()) {
      PageProgress sealed = table.seal(task.page(), known.pagesExpireAt());
      return new Outcome.Terminal(sealed.stateOf(task.index()), Optional.empty());
    }
    RunResult result = table.cancelTask(task, clock.instant(), known.pagesExpireAt());
    RunRecord run =
        result instanceof RunResult.Done done ? done.run() : ((RunResult.Refused) result).stored();
    if (run == null) {
      return new Outcome.NoSuchTask();
    }
    ended = run;
    // Only a running function has to be told.
    counterRaised = run.attempt() == 0 || run.state() != TaskState.CANCELLED;
    return null;
  }

  private @Nullable Outcome commit(SessionRecord known, RunRecord run) {
    CommitOutcomes commit = committing;
    if (commit == null) {
      commit =
          new CommitOutcomes(
              table, clock, task.page(), tasksInPage, Outcomes.of(run), known.pagesExpireAt());
      committing = commit;
    }
    CommitOutcomes.Committed committed = commit.step();
    return committed == null
        ? null
        : new Outcome.Terminal(
            committed.progress().stateOf(task.index()), committed.endedSession());
  }
}
