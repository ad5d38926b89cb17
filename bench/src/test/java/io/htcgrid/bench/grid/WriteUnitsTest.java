package io.htcgrid.bench.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionStatus;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WriteUnitsTest {
  private static final int TASKS = 1_000;

  @Test
  void aTaskCostsNoMoreWriteUnitsThanItsBudget() throws IOException {
    try (BenchGrid grid = BenchGrid.builder().slots(4).open()) {
      Session session = NoWorkSession.run(grid.connector(), TASKS);

      SessionStatus status = session.await();
      assertThat(status.succeeded()).as(status.toString()).isTrue();
      double units = grid.capacity().total().write() / TASKS;
      assertThat(units).isBetween(2.0, 2.6);
    }
  }
}
