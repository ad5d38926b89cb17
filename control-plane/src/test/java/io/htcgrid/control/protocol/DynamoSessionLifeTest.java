package io.htcgrid.control.protocol;

import io.htcgrid.control.state.StateTable;
import io.htcgrid.control.state.TestTable;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DynamoSessionLifeTest implements SessionLifeContract {
  private final TestTable table;

  DynamoSessionLifeTest(AwsEndpoints endpoints, UniqueName name) {
    table = new TestTable(endpoints, name);
  }

  @Override
  public StateTable table() {
    return table.states();
  }

  @AfterAll
  void dropTable() {
    table.close();
  }
}
