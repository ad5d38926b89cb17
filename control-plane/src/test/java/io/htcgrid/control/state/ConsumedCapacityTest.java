package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.EXPIRY;
import static io.htcgrid.control.state.Samples.NOW;
import static io.htcgrid.control.state.Samples.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.RunRecord;
import io.htcgrid.data.PageId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
final class ConsumedCapacityTest {
  private final ConsumedCapacity consumed = new ConsumedCapacity();
  private final TestTable table;
  private final StateTable states;

  ConsumedCapacityTest(AwsEndpoints endpoints, UniqueName name) {
    table = new TestTable(endpoints, name, consumed);
    states = table.states();
    consumed.reset();
  }

  @AfterEach
  void dropTable() {
    table.close();
  }

  @Test
  void unitsAreCountedByOperation() {
    PageId page = new PageId(newId(), 0);
    states.registerPage(Samples.page(page, 1), EXPIRY);
    states.addProgress(page, new Outcomes(Set.of(0), Set.of(), Set.of()), EXPIRY);
    states.readProgress(page);
    states.readProgressEventually(List.of(page));
    states.readPage(page);
    states.removeAgent("agent-1");

    assertThat(consumed.byOperation())
        .isEqualTo(
            Map.of(
                "PutItem", new ConsumedCapacity.Units(1, 0, 0, 1),
                "UpdateItem", new ConsumedCapacity.Units(1, 0, 0, 1),
                "DeleteItem", new ConsumedCapacity.Units(1, 0, 0, 1),
                "GetItem", new ConsumedCapacity.Units(1, 0, 1, 0),
                "BatchGetItem", new ConsumedCapacity.Units(1, 0, 0.5, 0),
                "Query", new ConsumedCapacity.Units(1, 0, 1, 0)));
    assertThat(consumed.total()).isEqualTo(new ConsumedCapacity.Units(6, 0, 2.5, 3));
  }

  @Test
  void aRefusedWriteIsCountedByTheItemThatRefusedIt() {
    RunRecord run = Samples.claimed(states, "agent-1");
    states.claim(run.task(), Samples.claim("agent-2"), NOW);
    states.renew(Samples.newTask(), "agent-1", 1, NOW);

    assertThat(consumed.total()).isEqualTo(new ConsumedCapacity.Units(3, 2, 0, 3));
  }

  @Test
  void operationsOnTablesConsumeNothing() {
    StateTables.ensure(table.client(), table.name());

    assertThat(consumed.total().read() + consumed.total().write()).isZero();
    assertThat(consumed.byOperation()).containsKey("DescribeTable");
  }

  @Test
  void countingStartsAnew() {
    Samples.claimed(states, "agent-1");
    consumed.reset();

    assertThat(consumed.total()).isEqualTo(ConsumedCapacity.Units.ZERO);
  }
}
