package io.htcgrid.control.state;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** Creates state tables where no template does: in a local grid and in tests. */
public final class StateTables {
  private static final WaiterOverrideConfiguration WAITING =
      WaiterOverrideConfiguration.builder()
          .backoffStrategyV2(BackoffStrategy.fixedDelay(Duration.ofSeconds(1)))
          .maxAttempts(300)
          .build();

  private StateTables() {}

  /**
   * Creates the table if it is missing, waits until it can be used, and switches its time to live
   * on. Repeating it changes nothing.
   *
   * @throws IllegalStateException when a table of that name is there and is no state table
   */
  public static void ensure(DynamoDbClient client, String table) {
    try {
      client.createTable(StateTableSchema.create(table));
    } catch (ResourceInUseException alreadyThere) {
      // Created before, or by someone else just now.
    }
    awaitActive(client, table);
    check(client.describeTable(describe -> describe.tableName(table)).table());
    if (!timeToLive(client, table)) {
      enableTimeToLive(client, table);
    }
  }

  private static void awaitActive(DynamoDbClient client, String table) {
    try (DynamoDbWaiter waiter =
        DynamoDbWaiter.builder().client(client).overrideConfiguration(WAITING).build()) {
      waiter.waitUntilTableExists(describe -> describe.tableName(table));
    }
  }

  private static void check(TableDescription found) {
    Map<String, List<KeySchemaElement>> expected = new TreeMap<>();
    expected.put("", StateTableSchema.keySchema(StateTableSchema.PARTITION, StateTableSchema.SORT));
    StateTableSchema.INDEXES.forEach(
        index ->
            expected.put(
                index.name(), StateTableSchema.keySchema(index.partition(), index.sort())));
    Map<String, List<KeySchemaElement>> actual = new TreeMap<>();
    actual.put("", found.keySchema());
    found
        .globalSecondaryIndexes()
        .forEach(index -> actual.put(index.indexName(), index.keySchema()));
    if (!actual.equals(expected)) {
      throw new IllegalStateException(
          "DynamoDB table "
              + found.tableName()
              + " has other keys or indexes than a state table; name another table or delete it");
    }
  }

  private static boolean timeToLive(DynamoDbClient client, String table) {
    TimeToLiveStatus status =
        client
            .describeTimeToLive(describe -> describe.tableName(table))
            .timeToLiveDescription()
            .timeToLiveStatus();
    return status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING;
  }

  private static void enableTimeToLive(DynamoDbClient client, String table) {
    try {
      client.updateTimeToLive(StateTableSchema.enableTimeToLive(table));
    } catch (DynamoDbException e) {
      // Someone else may have switched it on since; doing so twice is an error to DynamoDB.
      if (!timeToLive(client, table)) {
        throw e;
      }
    }
  }
}
