package io.htcgrid.control.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.state.InMemoryStateTable;
import io.htcgrid.control.state.RunResult;
import io.htcgrid.control.state.Samples;
import io.htcgrid.data.PageId;
import io.htcgrid.data.TaskId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CancelTaskTest {
  private final TestGrid grid = new TestGrid(new InMemoryStateTable());

  @Test
  void aTaskThatWaitsIsCancelled() {
    grid.submit(3);

    assertThat(cancel(1)).isEqualTo(terminal(TaskState.CANCELLED));
    assertThat(grid.table.readProgress(new PageId(grid.session, 0)).cancelled()).containsExactly(1);
    assertThat(grid.read().cancelCounter()).as("nobody runs it").isZero();
    assertThat(grid.claim(1, "a").run()).isInstanceOf(ClaimTask.Outcome.Terminal.class);
  }

  @Test
  void aTaskThatRunsIsCancelledAndItsAgentIsTold() {
    grid.submit(3);
    RunRecord run = grid.claimed(1, "a");

    assertThat(cancel(1)).isEqualTo(terminal(TaskState.CANCELLED));
    assertThat(grid.read().cancelCounter()).isEqualTo(1);
    assertThat(grid.table.renew(run.task(), "a", 1, Samples.EXPIRY))
        .isInstanceOf(RunResult.Refused.class);
    assertThat(grid.finish(run, TestGrid.SUCCESS).run())
        .isInstanceOf(FinishTry.Outcome.Terminal.class);
  }

  @Test
  void aTaskThatEndedKeepsItsOutcome() {
    grid.submit(3);
    grid.run(0, TestGrid.SUCCESS, 3);
    grid.run(1, TestGrid.FAILURE, 3);

    assertThat(cancel(0)).isEqualTo(terminal(TaskState.COMPLETED));
    assertThat(cancel(1)).isEqualTo(terminal(TaskState.FAILED));
    assertThat(grid.read().cancelCounter()).isZero();
  }

  @Test
  void whatAnAgentFinishedButDidNotCommitIsCommitted() {
    grid.submit(1);
    RunRecord claim = grid.claimed(0, "a");
    grid.finish(claim, TestGrid.SUCCESS).run();

    assertThat(cancel(0))
        .isEqualTo(new CancelTask.Outcome.Terminal(TaskState.COMPLETED, Optional.of(grid.read())));
    assertThat(grid.read().state()).isEqualTo(SessionState.COMPLETED);
  }

  @Test
  void cancellingTwiceChangesNothing() {
    grid.submit(3);
    cancel(1);

    assertThat(cancel(1)).isEqualTo(terminal(TaskState.CANCELLED));
    assertThat(grid.read().counts().total()).isZero();
  }

  @Test
  void aTaskOfAnEndedSessionIsToldAsItsSealedPageHasIt() {
    grid.submit(3);
    grid.run(0, TestGrid.SUCCESS, 3);
    grid.table.end(
        grid.session, SessionState.FAILED, EndReason.TIMED_OUT, "too late", grid.clock.instant());

    assertThat(cancel(0)).isEqualTo(terminal(TaskState.COMPLETED));
    assertThat(cancel(1)).isEqualTo(terminal(TaskState.CANCELLED));
    assertThat(grid.table.readProgress(new PageId(grid.session, 0)).sealed()).isTrue();
    assertThat(grid.table.readRun(new TaskId(grid.session, 1))).isEmpty();
  }

  @Test
  void aSessionThatEndsMeanwhileDecides() {
    grid.submit(3);
    CancelTask cancel = new CancelTask(grid.table, grid.clock, new TaskId(grid.session, 1));
    assertThat(cancel.step()).isNull();
    grid.table.seal(new PageId(grid.session, 0), Samples.EXPIRY);

    assertThat(cancel.run()).isEqualTo(terminal(TaskState.CANCELLED));
  }

  @Test
  void anIndexBeyondTheLastIsNoTask() {
    grid.submit(3);

    assertThat(cancel(2)).isEqualTo(terminal(TaskState.CANCELLED));
    assertThat(cancel(3)).isEqualTo(new CancelTask.Outcome.NoSuchTask());
    assertThat(cancel(100)).isEqualTo(new CancelTask.Outcome.NoSuchTask());
  }

  @Test
  void aTaskOfAnAbsentSessionIsNoTask() {
    assertThat(cancel(0)).isEqualTo(new CancelTask.Outcome.NoSuchTask());
  }

  @Test
  void whileASessionIsSubmittedItsRegisteredTasksCanBeCancelled() {
    grid.begin();
    grid.register(101);

    assertThat(cancel(100)).isEqualTo(terminal(TaskState.CANCELLED));
    assertThat(cancel(101)).isEqualTo(new CancelTask.Outcome.NoSuchTask());
    assertThat(cancel(200)).isEqualTo(new CancelTask.Outcome.NoSuchTask());
    grid.activation(101).run();
    for (int index = 0; index < 100; index++) {
      grid.run(index, TestGrid.SUCCESS, 101);
    }
    assertThat(grid.read().state()).isEqualTo(SessionState.CANCELLED);
  }

  private CancelTask.Outcome cancel(int index) {
    return new CancelTask(grid.table, grid.clock, new TaskId(grid.session, index)).run();
  }

  private static CancelTask.Outcome terminal(TaskState state) {
    return new CancelTask.Outcome.Terminal(state, Optional.empty());
  }
}
