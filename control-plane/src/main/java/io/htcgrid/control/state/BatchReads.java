package io.htcgrid.control.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/**
 * Reads many items in few calls. Keys that the service leaves unprocessed, as it may when throttled
 * or when the reply would be too large, are asked for again.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html">BatchGetItem</a>
 */
final class BatchReads {
  /** Keys in one call (a DynamoDB quota). */
  static final int BATCH = 100;

  /** Calls in a row that may return nothing at all. */
  static final int MAX_FRUITLESS = 8;

  private static final Duration FIRST_WAIT = Duration.ofMillis(25);
  private final Consumer<Duration> waiting;

  /**
   * @param waiting waits; a test passes one that does not
   */
  BatchReads(Consumer<Duration> waiting) {
    this.waiting = waiting;
  }

  List<Item> read(DynamoDbClient client, String table, Collection<ItemKey> keys) {
    List<Item> found = new ArrayList<>();
    List<Map<String, AttributeValue>> all =
        keys.stream().distinct().map(ItemKey::attributes).toList();
    for (int from = 0; from < all.size(); from += BATCH) {
      read(client, table, all.subList(from, Math.min(all.size(), from + BATCH)), found);
    }
    return found;
  }

  private void read(
      DynamoDbClient client,
      String table,
      List<Map<String, AttributeValue>> keys,
      List<Item> found) {
    Map<String, KeysAndAttributes> left = new HashMap<>();
    left.put(table, KeysAndAttributes.builder().keys(keys).build());
    int fruitless = 0;
    while (!left.isEmpty()) {
      Map<String, KeysAndAttributes> asked = left;
      BatchGetItemResponse reply = client.batchGetItem(get -> get.requestItems(asked));
      List<Map<String, AttributeValue>> items = reply.responses().getOrDefault(table, List.of());
      items.forEach(each -> found.add(new Item(each)));
      left = reply.unprocessedKeys();
      fruitless = items.isEmpty() ? fruitless + 1 : 0;
      if (!left.isEmpty()) {
        pause(table, fruitless);
      }
    }
  }

  private void pause(String table, int fruitless) {
    if (fruitless == MAX_FRUITLESS) {
      throw throttled(table);
    }
    waiting.accept(FIRST_WAIT.multipliedBy(1L << fruitless));
  }

  /** What the SDK throws of a single read, so that callers know it for what it is. */
  private static ProvisionedThroughputExceededException throttled(String table) {
    String message =
        "DynamoDB table "
            + table
            + " left all keys of "
            + MAX_FRUITLESS
            + " BatchGetItem calls in a row unprocessed: it is throttled; ask again later";
    return ProvisionedThroughputExceededException.builder()
        .message(message)
        .statusCode(400)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode("ProvisionedThroughputExceededException")
                .errorMessage(message)
                .serviceName("DynamoDb")
                .build())
        .build();
  }
}
