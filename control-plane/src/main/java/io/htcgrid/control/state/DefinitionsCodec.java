package io.htcgrid.control.state;

import io.htcgrid.control.PageDefinition;
import io.htcgrid.data.PageId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.DataFormatException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code P#<session>#<page> / DEFINITIONS}: a page's task definitions, written once. */
final class DefinitionsCodec {
  /** Text: SHA-256 of the JSON in hex. Tells whether a page is the same without reading it. */
  static final String DIGEST = "digest";

  /** Text: {@link DefinitionsJson}. */
  static final String JSON = "json";

  /** Bytes: the same, compressed; one of the two is there. */
  static final String COMPRESSED_JSON = "json_deflated";

  /** JSON up to this size is left readable; the item's one write unit is not filled by it. */
  private static final int MAX_PLAIN_BYTES = 768;

  private DefinitionsCodec() {}

  /**
   * The item. The largest one has 310 KB: 100 tasks with a bundle each, and the largest overrides.
   *
   * @throws IllegalArgumentException when a task's overrides are larger than they may be
   */
  static Map<String, AttributeValue> encode(PageDefinition page, Instant expiresAt) {
    byte[] json = DefinitionsJson.write(page);
    ItemBuilder item =
        ItemBuilder.of(ItemKey.definitions(page.page()))
            .text(DIGEST, HexFormat.of().formatHex(sha256(json)))
            .put(StateTableSchema.TIME_TO_LIVE, Attributes.expiry(expiresAt));
    if (json.length <= MAX_PLAIN_BYTES) {
      item.text(JSON, new String(json, StandardCharsets.UTF_8));
    } else {
      item.put(COMPRESSED_JSON, Attributes.bytes(Deflate.compress(json)));
    }
    return item.build();
  }

  static PageDefinition decode(PageId page, Item item) {
    return DefinitionsJson.read(page, json(item));
  }

  private static byte[] json(Item item) {
    if (item.has(JSON)) {
      return item.text(JSON).getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Deflate.expand(item.bytes(COMPRESSED_JSON));
    } catch (DataFormatException e) {
      throw new IllegalStateException(item + " has unreadable " + COMPRESSED_JSON, e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime must provide SHA-256", e);
    }
  }
}
