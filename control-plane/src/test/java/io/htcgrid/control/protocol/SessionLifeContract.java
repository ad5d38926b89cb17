package io.htcgrid.control.protocol;

import static io.htcgrid.control.protocol.TestGrid.FAILURE;
import static io.htcgrid.control.protocol.TestGrid.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.state.Samples;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.PageId;
import io.htcgrid.data.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From submit to the session's end, whatever holds the table. */
interface SessionLifeContract {
  StateTable table();

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 101})
  default void aSessionWhoseTasksAllCompleteIsCompleted(int tasks) {
    TestGrid grid = new TestGrid(table());
    grid.submit(tasks);

    List<SessionRecord> ended = runAll(grid, tasks);

    SessionRecord session = grid.read();
    assertThat(ended).containsExactly(session);
    assertThat(session.state()).isEqualTo(SessionState.COMPLETED);
    assertThat(session.counts()).isEqualTo(new OutcomeCounts(tasks, 0, 0));
    assertThat(session.endReason()).isEqualTo(EndReason.ALL_TASKS_ENDED);
    assertThat(session.endMessage()).isEqualTo("all " + tasks + " tasks completed");
  }

  @Test
  default void aSessionWhoseTasksEndBeforeItIsActiveEndsWhenItIs() {
    TestGrid grid = new TestGrid(table());
    grid.begin();
    grid.register(3);
    assertThat(runAll(grid, 3)).isEmpty();
    assertThat(grid.read().state()).isEqualTo(SessionState.SUBMITTING);

    ActivateSession.Activation activation = grid.activation(3).run();

    assertThat(grid.read().state()).isEqualTo(SessionState.COMPLETED);
    assertThat(activation).isEqualTo(new ActivateSession.Activation.Active(grid.read()));
  }

  @Test
  default void aSessionWithAFailedTaskIsFailedOnceAllHaveEnded() {
    TestGrid grid = new TestGrid(table());
    grid.submit(3);
    grid.run(1, FAILURE, 3);
    grid.run(0, SUCCESS, 3);
    assertThat(grid.read().state()).isEqualTo(SessionState.ACTIVE);

    Optional<SessionRecord> ended = grid.run(2, SUCCESS, 3).endedSession();

    assertThat(ended).contains(grid.read());
    assertThat(grid.read().state()).isEqualTo(SessionState.FAILED);
    assertThat(grid.read().counts()).isEqualTo(new OutcomeCounts(2, 1, 0));
    assertThat(grid.read().endMessage()).isEqualTo("1 of 3 tasks failed");
  }

  @Test
  default void aSessionWithATaskCancelledSinglyIsCancelledOnceAllHaveEnded() {
    TestGrid grid = new TestGrid(table());
    grid.submit(2);
    grid.run(0, SUCCESS, 2);

    CancelTask.Outcome outcome =
        new CancelTask(grid.table, grid.clock, new TaskId(grid.session, 1)).run();

    SessionRecord session = grid.read();
    assertThat(outcome)
        .isEqualTo(new CancelTask.Outcome.Terminal(TaskState.CANCELLED, Optional.of(session)));
    assertThat(session.state()).isEqualTo(SessionState.CANCELLED);
    assertThat(session.counts()).isEqualTo(new OutcomeCounts(1, 0, 1));
    assertThat(session.endMessage()).isEqualTo("1 of 2 tasks were cancelled");
  }

  @Test
  default void aSessionWithAFailedAndACancelledTaskIsFailed() {
    TestGrid grid = new TestGrid(table());
    grid.submit(2);
    grid.run(0, FAILURE, 2);

    new CancelTask(grid.table, grid.clock, new TaskId(grid.session, 1)).run();

    assertThat(grid.read().state()).isEqualTo(SessionState.FAILED);
  }

  @Test
  default void whatHasNotEndedWhenASessionEndsEarlyIsCancelledAndStaysSo() {
    TestGrid grid = new TestGrid(table());
    grid.submit(101);
    grid.run(0, SUCCESS, 101);
    grid.run(1, FAILURE, 101);
    var running = grid.claimed(2, "agent");
    grid.table.end(
        grid.session,
        SessionState.CANCELLED,
        EndReason.CANCELLED_BY_CLIENT,
        "no more",
        grid.clock.instant());

    PageId page = new PageId(grid.session, 0);
    PageProgress sealed = grid.table.seal(page, Samples.EXPIRY);
    assertThat(IntStream.range(0, 4).mapToObj(sealed::stateOf))
        .containsExactly(
            TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED, TaskState.CANCELLED);

    // An agent that learns of it late may finish its run record; the outcome stands.
    FinishTry.Outcome late = grid.finish(running, SUCCESS).run();
    var committed = grid.commit(((FinishTry.Outcome.Terminal) late).run(), 101).run();
    assertThat(committed).isEqualTo(new CommitOutcomes.Committed(sealed, Optional.empty()));
    assertThat(grid.table.readProgress(page)).isEqualTo(sealed);
  }

  @Test
  default void commitsThatAreRepeatedCountOnce() {
    TestGrid grid = new TestGrid(table());
    grid.submit(2);
    grid.run(0, SUCCESS, 2);
    grid.run(1, SUCCESS, 2);
    SessionRecord ended = grid.read();

    for (int index = 0; index < 2; index++) {
      ClaimTask.Outcome redelivered = grid.claim(index, "other").run();
      var run = ((ClaimTask.Outcome.Terminal) redelivered).run();
      assertThat(grid.commit(run, 2).run().endedSession()).isEmpty();
    }

    assertThat(grid.read()).isEqualTo(ended);
  }

  /** The session, as often as a commit ended it. */
  private static List<SessionRecord> runAll(TestGrid grid, int tasks) {
    return IntStream.range(0, tasks)
        .mapToObj(index -> grid.run(index, SUCCESS, tasks).endedSession())
        .flatMap(Optional::stream)
        .toList();
  }
}
