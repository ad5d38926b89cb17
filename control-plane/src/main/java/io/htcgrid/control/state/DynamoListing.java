package io.htcgrid.control.state;

import io.htcgrid.data.SessionId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reading, by index. */
final class DynamoListing {
  private static final char CURSOR_SEPARATOR = '.';
  private final ItemTable table;

  DynamoListing(ItemTable table) {
    this.table = table;
  }

  SessionPage open(int shard, @Nullable String cursor, int limit) {
    return list(StateTableSchema.OPEN, StateTableSchema.openKey(shard), true, cursor, limit);
  }

  SessionPage created(LocalDate day, int shard, @Nullable String cursor, int limit) {
    return list(
        StateTableSchema.CREATED, StateTableSchema.createdKey(day, shard), false, cursor, limit);
  }

  private SessionPage list(
      StateTableSchema.Index index,
      String partition,
      boolean ascending,
      @Nullable String cursor,
      int limit) {
    QueryRequest.Builder query =
        QueryRequest.builder()
            .indexName(index.name())
            .keyConditionExpression("#key = :key")
            .expressionAttributeNames(Map.of("#key", index.partition().attribute()))
            .expressionAttributeValues(Map.of(":key", Attributes.text(partition)))
            .scanIndexForward(ascending)
            .limit(limit);
    if (cursor != null) {
      query.exclusiveStartKey(start(index, partition, cursor));
    }
    QueryResponse reply = table.query(query);
    List<SessionId> sessions =
        reply.items().stream().map(item -> ItemKey.sessionOf(new Item(item).pk())).toList();
    return new SessionPage(
        sessions, reply.hasLastEvaluatedKey() ? cursor(index, reply.lastEvaluatedKey()) : null);
  }

  /** The sort key and the session; the rest of the key to go on from is known. */
  private static String cursor(StateTableSchema.Index index, Map<String, AttributeValue> last) {
    Item key = new Item(last);
    return key.number(index.sort().attribute())
        + String.valueOf(CURSOR_SEPARATOR)
        + ItemKey.sessionOf(key.pk());
  }

  private static Map<String, AttributeValue> start(
      StateTableSchema.Index index, String partition, String cursor) {
    int separator = cursor.indexOf(CURSOR_SEPARATOR);
    try {
      long sort = Long.parseLong(cursor.substring(0, Math.max(0, separator)));
      SessionId session = SessionId.parse(cursor.substring(separator + 1));
      return ItemBuilder.of(ItemKey.session(session))
          .text(index.partition().attribute(), partition)
          .put(index.sort().attribute(), Attributes.number(sort))
          .build();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + cursor + "\" is no cursor of this listing; pass on what the part before gave", e);
    }
  }
}
