package io.htcgrid.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.SessionStatus;
import io.htcgrid.connector.TaskOutcome;
import io.htcgrid.control.TaskState;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteUnitsTest {
  private static final int TASKS = 1_000;

  @Test
  void aTaskCostsNoMoreWriteUnitsThanItsBudget() throws IOException {
    try (BenchGrid grid = BenchGrid.start(4)) {
      Session session =
          grid.connector()
              .submit(
                  SessionSpec.function(NoWorkFolder.FUNCTION)
                      .payloads(IntStream.range(0, TASKS).mapToObj(i -> "{\"index\":" + i + "}"))
                      .build());
      try (OutcomeStream outcomes = session.outcomes()) {
        assertThat(outcomes.stream().map(TaskOutcome::state))
            .hasSize(TASKS)
            .containsOnly(TaskState.COMPLETED);
      }
      SessionStatus status = session.await();
      assertThat(status.succeeded()).as(status.toString()).isTrue();

      double units = grid.capacity().total().write() / TASKS;
      assertThat(units).isBetween(2.0, 2.6);
    }
  }
}
