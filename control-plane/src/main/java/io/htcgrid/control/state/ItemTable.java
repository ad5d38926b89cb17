package io.htcgrid.control.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The calls to DynamoDB that the state table is made of. The SDK's exceptions pass through. */
final class ItemTable {
  private final DynamoDbClient client;
  private final String name;
  private final BatchReads batches;

  ItemTable(DynamoDbClient client, String name, BatchReads batches) {
    this.client = client;
    this.name = name;
    this.batches = batches;
  }

  Written update(ItemUpdate update) {
    try {
      return new Written.Applied(new Item(client.updateItem(update.request(name)).attributes()));
    } catch (ConditionalCheckFailedException e) {
      return refused(e);
    }
  }

  Written putIf(Map<String, AttributeValue> item, Condition condition) {
    Placeholders placeholders = new Placeholders();
    PutItemRequest.Builder put =
        PutItemRequest.builder()
            .tableName(name)
            .item(item)
            .conditionExpression(condition.render(placeholders))
            .expressionAttributeNames(placeholders.names())
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (placeholders.hasValues()) {
      put.expressionAttributeValues(placeholders.values());
    }
    try {
      client.putItem(put.build());
      return new Written.Applied(new Item(item));
    } catch (ConditionalCheckFailedException e) {
      return refused(e);
    }
  }

  void put(Map<String, AttributeValue> item) {
    client.putItem(put -> put.tableName(name).item(item));
  }

  void delete(ItemKey key) {
    client.deleteItem(delete -> delete.tableName(name).key(key.attributes()));
  }

  Optional<Item> read(ItemKey key) {
    GetItemResponse got =
        client.getItem(get -> get.tableName(name).key(key.attributes()).consistentRead(true));
    return got.hasItem() ? Optional.of(new Item(got.item())) : Optional.empty();
  }

  /** All items of a partition, in as many calls as they have megabytes. */
  List<Item> readPartition(String pk) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(name)
            .consistentRead(true)
            .keyConditionExpression("#pk = :pk")
            .expressionAttributeNames(Map.of("#pk", StateTableSchema.PARTITION_KEY))
            .expressionAttributeValues(Map.of(":pk", Attributes.text(pk)))
            .build();
    List<Item> items = new ArrayList<>();
    client.queryPaginator(query).items().forEach(each -> items.add(new Item(each)));
    return items;
  }

  QueryResponse query(QueryRequest.Builder query) {
    return client.query(query.tableName(name).build());
  }

  /** Those that are there, in no particular order; eventually consistent. */
  List<Item> readEventually(Collection<ItemKey> keys) {
    return batches.read(client, name, keys);
  }

  private static Written refused(ConditionalCheckFailedException e) {
    return new Written.Refused(e.hasItem() && !e.item().isEmpty() ? new Item(e.item()) : null);
  }
}
