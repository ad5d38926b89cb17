package io.htcgrid.control.state;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(AwsServices.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DynamoStateTableTest extends StateTableContract {
  private final DynamoDbClient client;
  private final String name;
  private final StateTable table;

  DynamoStateTableTest(AwsEndpoints endpoints, UniqueName name) {
    this.client = DynamoDb.client(endpoints);
    this.name = name.value();
    StateTables.ensure(client, this.name);
    this.table = new DynamoStateTable(client, this.name);
  }

  @Override
  public StateTable table() {
    return table;
  }

  @AfterAll
  void dropTable() {
    client.deleteTable(delete -> delete.tableName(name));
    client.close();
  }
}
