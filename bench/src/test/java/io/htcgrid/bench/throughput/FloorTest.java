package io.htcgrid.bench.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.bench.grid.BenchGrid;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.state.ConsumedCapacity;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FloorTest {
  @Test
  void bareLoopsMakeTheCallsOfASession() throws IOException, InterruptedException {
    ConsumedCapacity capacity = new ConsumedCapacity();
    try (BenchGrid grid = BenchGrid.builder().agents(0).open();
        GridClients clients = GridClients.builder(grid.config()).interceptor(capacity).open()) {
      new Floor(clients).run(200, 4);
    }
    // A claim and a verdict for each task, and at least one progress for each batch of ten.
    assertThat(units(capacity, "UpdateItem").requests()).isBetween(420L, 600L);
    assertThat(units(capacity, "UpdateItem").refused()).isZero();
    assertThat(units(capacity, "PutItem").requests()).isEqualTo(2);
  }

  private static ConsumedCapacity.Units units(ConsumedCapacity capacity, String operation) {
    return capacity.byOperation().getOrDefault(operation, ConsumedCapacity.Units.ZERO);
  }
}
