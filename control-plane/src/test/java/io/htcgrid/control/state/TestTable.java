package io.htcgrid.control.state;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A state table in DynamoDB that lives as long as a test does. */
public final class TestTable implements AutoCloseable {
  private final DynamoDbClient client;
  private final String name;
  private final StateTable states;

  public TestTable(AwsEndpoints endpoints, UniqueName name, ExecutionInterceptor... interceptors) {
    this.client = DynamoDb.client(endpoints, interceptors);
    this.name = name.value();
    StateTables.ensure(client, this.name);
    this.states = new DynamoStateTable(client, this.name, wait -> {});
  }

  public StateTable states() {
    return states;
  }

  DynamoDbClient client() {
    return client;
  }

  String name() {
    return name;
  }

  /** The item as it is stored; empty: there is none. */
  Map<String, AttributeValue> item(ItemKey key) {
    return client
        .getItem(get -> get.tableName(name).key(key.attributes()).consistentRead(true))
        .item();
  }

  @Override
  public void close() {
    client.deleteTable(delete -> delete.tableName(name));
    client.close();
  }
}
