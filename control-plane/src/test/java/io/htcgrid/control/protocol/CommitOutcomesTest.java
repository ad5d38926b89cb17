package io.htcgrid.control.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.state.InMemoryStateTable;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.control.state.Samples;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.PageId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommitOutcomesTest {
  private final StateTable table = new InMemoryStateTable();
  private final TestGrid grid = new TestGrid(table);

  private RunRecord finished(int index) {
    FinishTry.Outcome outcome =
        LostReplies.run(grid.finish(grid.claimed(index, "agent"), TestGrid.SUCCESS));
    return ((FinishTry.Outcome.Terminal) outcome).run();
  }

  /** As by a message of a page of so many tasks. */
  private void commitAsTold(int index, int tasksInPage) {
    RunRecord run = finished(index);
    LostReplies.run(
        new CommitOutcomes(
            table,
            grid.clock,
            run.task().page(),
            tasksInPage,
            false,
            Outcomes.of(run),
            Samples.EXPIRY));
  }

  private Set<Integer> closedPages() {
    return table.readGroup(new PageId(grid.session, 0).group()).closedPages();
  }

  @Test
  void aMessageThatMakesAPageTooSmallDoesNotCloseIt() {
    grid.begin();
    grid.register(2);
    commitAsTold(0, 1);
    assertThat(closedPages()).isEmpty();

    commitAsTold(1, 2);
    assertThat(closedPages()).containsExactly(0);
    LostReplies.run(grid.activation(2));
    assertThat(grid.read().counts()).isEqualTo(new OutcomeCounts(2, 0, 0));
  }

  @Test
  void anOutcomeOfATaskThatIsNotThereCountsForNone() {
    grid.submit(3);
    grid.run(0, TestGrid.SUCCESS, 3);
    LostReplies.run(grid.commit(finished(7), 3));
    grid.run(1, TestGrid.SUCCESS, 3);
    assertThat(grid.read().state()).isEqualTo(SessionState.ACTIVE);

    grid.run(2, TestGrid.SUCCESS, 3);
    assertThat(grid.read().state()).isEqualTo(SessionState.COMPLETED);
    assertThat(grid.read().counts()).isEqualTo(new OutcomeCounts(3, 0, 0));
  }
}
