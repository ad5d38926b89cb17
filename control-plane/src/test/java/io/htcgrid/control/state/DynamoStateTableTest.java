package io.htcgrid.control.state;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DynamoStateTableTest extends StateTableContract {
  private final TestTable table;

  DynamoStateTableTest(AwsEndpoints endpoints, UniqueName name) {
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
