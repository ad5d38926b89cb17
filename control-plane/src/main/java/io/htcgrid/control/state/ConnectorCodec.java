package io.htcgrid.control.state;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code REPLY#<shard> / <connector>}: a connector that lives, and its reply queue. */
final class ConnectorCodec {
  private static final String REPLY_QUEUE = "reply_queue";

  /** Milliseconds since 1970. */
  private static final String LAST_SEEN = "last_seen";

  private ConnectorCodec() {}

  static Map<String, AttributeValue> encode(ConnectorRecord connector) {
    return ItemBuilder.of(ItemKey.connector(connector.id()))
        .text(REPLY_QUEUE, connector.replyQueue())
        .put(LAST_SEEN, Attributes.instant(connector.lastSeen()))
        .put(StateTableSchema.TIME_TO_LIVE, Attributes.expiry(connector.expiresAt()))
        .build();
  }

  static ConnectorRecord decode(Item item) {
    return new ConnectorRecord(
        item.sk(), item.text(REPLY_QUEUE), item.instant(LAST_SEEN), item.expiry());
  }
}
