package io.htcgrid.control.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.state.InMemoryStateTable;
import io.htcgrid.control.state.StateTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InMemorySessionLifeTest implements SessionLifeContract {
  private final StateTable table = new InMemoryStateTable();

  @Override
  public StateTable table() {
    return table;
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 10_001})
  void aSessionOfSeveralGroupsCompletes(int tasks) {
    TestGrid grid = new TestGrid(table);
    grid.begin();
    List<Integer> order = new ArrayList<>(IntStream.range(0, tasks).boxed().toList());
    Collections.shuffle(order, new Random(tasks));

    int ended = 0;
    for (int i = 0; i < tasks; i++) {
      if (i == tasks / 2) {
        grid.activation(tasks).run();
      }
      ended += grid.run(order.get(i), TestGrid.SUCCESS, tasks).endedSession().isPresent() ? 1 : 0;
    }

    assertThat(ended).isEqualTo(1);
    assertThat(grid.read().state()).isEqualTo(SessionState.COMPLETED);
    assertThat(grid.read().counts()).isEqualTo(new OutcomeCounts(tasks, 0, 0));
  }

  @Test
  void aSessionCompletesWhenEveryOtherReplyIsLost() {
    boolean[] lose = {false};
    TestGrid grid = new TestGrid(LostReplies.of(table, () -> lose[0] = !lose[0]));
    grid.begin();
    LostReplies.run(grid.activation(101));
    for (int index = 0; index < 101; index++) {
      grid.run(index, index == 7 ? TestGrid.FAILURE : TestGrid.SUCCESS, 101);
    }

    assertThat(table.readSession(grid.session, grid.clock.instant()))
        .hasValueSatisfying(
            session -> {
              assertThat(session.state()).isEqualTo(SessionState.FAILED);
              assertThat(session.counts()).isEqualTo(new OutcomeCounts(100, 1, 0));
            });
  }
}
