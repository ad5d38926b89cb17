package io.htcgrid.control.state;

import io.htcgrid.data.SessionId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/**
 * The state table's keys, indexes and time to live: all that must be said to create it. Its items'
 * other attributes belong to their codecs.
 */
public final class StateTableSchema {
  /** A key attribute. */
  public record Key(String attribute, ScalarAttributeType type) {}

  /**
   * A global secondary index that projects keys only. It is sparse: items without its partition
   * key, which is all but some sessions, are not in it and pay nothing for it.
   */
  public record Index(String name, Key partition, Key sort) {}

  public static final String PARTITION_KEY = "pk";
  public static final String SORT_KEY = "sk";

  /** The attributes of the settings that taking back a drain request names; for permissions. */
  public static final List<String> DRAIN_REQUEST =
      List.of(PARTITION_KEY, SORT_KEY, GridSettingsCodec.DRAINING, GridSettingsCodec.RETENTION);

  /** When an item may be dropped, in seconds since 1970. */
  public static final String TIME_TO_LIVE = "expires_at";

  public static final Key PARTITION = new Key(PARTITION_KEY, ScalarAttributeType.S);
  public static final Key SORT = new Key(SORT_KEY, ScalarAttributeType.S);

  /** Sessions that have not ended, by shard, the next deadline first. */
  public static final Index OPEN =
      new Index(
          "open",
          new Key("open_shard", ScalarAttributeType.S),
          new Key("deadline", ScalarAttributeType.N));

  /** Sessions by day and shard, in the order of their creation. */
  public static final Index CREATED =
      new Index(
          "created",
          new Key("created_day", ScalarAttributeType.S),
          new Key("created_at", ScalarAttributeType.N));

  public static final List<Index> INDEXES = List.of(OPEN, CREATED);

  private StateTableSchema() {}

  /** What creates the table, billed on demand. */
  public static CreateTableRequest create(String table) {
    return CreateTableRequest.builder()
        .tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .keySchema(keySchema(PARTITION, SORT))
        .attributeDefinitions(attributes())
        .globalSecondaryIndexes(INDEXES.stream().map(StateTableSchema::index).toList())
        .build();
  }

  /** What switches the table's time to live on. */
  public static UpdateTimeToLiveRequest enableTimeToLive(String table) {
    return UpdateTimeToLiveRequest.builder()
        .tableName(table)
        .timeToLiveSpecification(ttl -> ttl.attributeName(TIME_TO_LIVE).enabled(true))
        .build();
  }

  /** The shard of the two indexes that a session is in. */
  public static int shardOf(SessionId session) {
    return shardOf(session.value());
  }

  static int shardOf(String id) {
    return Math.floorMod(id.hashCode(), StateTable.INDEX_SHARDS);
  }

  static String openKey(int shard) {
    return Integer.toString(shard);
  }

  static String createdKey(LocalDate day, int shard) {
    return day + "#" + shard;
  }

  static List<KeySchemaElement> keySchema(Key partition, Key sort) {
    return List.of(element(partition, KeyType.HASH), element(sort, KeyType.RANGE));
  }

  private static KeySchemaElement element(Key key, KeyType type) {
    return KeySchemaElement.builder().attributeName(key.attribute()).keyType(type).build();
  }

  private static GlobalSecondaryIndex index(Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(keySchema(index.partition(), index.sort()))
        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
        .build();
  }

  private static List<AttributeDefinition> attributes() {
    Map<String, ScalarAttributeType> types = new TreeMap<>();
    List.of(PARTITION, SORT, OPEN.partition(), OPEN.sort(), CREATED.partition(), CREATED.sort())
        .forEach(key -> types.put(key.attribute(), key.type()));
    return types.entrySet().stream()
        .map(
            each ->
                AttributeDefinition.builder()
                    .attributeName(each.getKey())
                    .attributeType(each.getValue())
                    .build())
        .toList();
  }
}
