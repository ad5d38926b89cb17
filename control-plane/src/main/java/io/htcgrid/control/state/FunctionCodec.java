package io.htcgrid.control.state;

import io.htcgrid.control.FunctionVersion;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code FUNCTIONS / <name>:<version>}: a version of a function. */
final class FunctionCodec {
  private static final String SHA_256 = "sha256";
  private static final String BYTES = "bytes";
  private static final String FILES = "files";

  /** Milliseconds since 1970. */
  private static final String PUSHED_AT = "pushed_at";

  /** Absent: it is not. */
  private static final String DELETED = "deleted";

  private FunctionCodec() {}

  static Map<String, AttributeValue> encode(FunctionVersion version) {
    return ItemBuilder.of(ItemKey.function(version.name(), version.version()))
        .text(SHA_256, version.sha256())
        .put(BYTES, Attributes.number(version.bytes()))
        .put(FILES, Attributes.number(version.files()))
        .put(PUSHED_AT, Attributes.instant(version.pushedAt()))
        .build();
  }

  static Map<String, AttributeValue> encodeDeleted(FunctionVersion version) {
    Map<String, AttributeValue> item = new HashMap<>(encode(version));
    item.put(DELETED, AttributeValue.fromBool(true));
    return item;
  }

  static boolean isDeleted(Item item) {
    return item.flag(DELETED);
  }

  static FunctionVersion decode(Item item) {
    String key = item.sk();
    int colon = key.indexOf(':');
    return new FunctionVersion(
        key.substring(0, Math.max(0, colon)),
        key.substring(colon + 1),
        item.text(SHA_256),
        item.number(BYTES),
        Math.toIntExact(item.number(FILES)),
        item.instant(PUSHED_AT));
  }
}
