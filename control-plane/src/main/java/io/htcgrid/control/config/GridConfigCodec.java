package io.htcgrid.control.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as JSON, as the SSM parameter {@code /htcgrid/<grid>/config} holds it: one field
 * per setting, those that are null left out.
 */
public final class GridConfigCodec {
  private GridConfigCodec() {}

  public static String encode(GridConfig config) {
    return tree(config).toString();
  }

  /**
   * Reads what {@link #encode} writes; only {@code grid} and {@code bucket} must be there.
   *
   * @param source for error messages: where the text comes from
   * @throws ConfigException with every problem, unknown settings among them
   */
  public static GridConfig decode(String json, String source) {
    return decode(ConfigTree.json(json, source), source);
  }

  static GridConfig decode(JsonNode tree, String source) {
    GridDraft draft = new GridDraft();
    draft.offerAll(ConfigTree.texts(tree, source, draft), source);
    return draft.build();
  }

  static ObjectNode tree(GridConfig config) {
    ObjectNode tree = ConfigTree.emptyObject();
    put(tree, ConfigKey.GRID, config.grid());
    put(tree, ConfigKey.REGION, config.region());
    put(tree, ConfigKey.DYNAMODB_ENDPOINT, text(config.dynamoDbEndpoint()));
    put(tree, ConfigKey.SQS_ENDPOINT, text(config.sqsEndpoint()));
    put(tree, ConfigKey.S3_ENDPOINT, text(config.s3Endpoint()));
    put(tree, ConfigKey.BUCKET, config.bucket());
    tree.put(ConfigKey.PRIORITY_LEVELS.key(), config.priorityLevels());
    tree.put(ConfigKey.FAIR_QUEUES.key(), config.fairQueues());
    tree.put(ConfigKey.LOCAL_CREDENTIALS.key(), config.localCredentials());
    return tree;
  }

  private static @Nullable String text(@Nullable URI uri) {
    return uri == null ? null : uri.toString();
  }

  private static void put(ObjectNode tree, ConfigKey key, @Nullable String text) {
    if (text != null) {
      tree.put(key.key(), text);
    }
  }
}
