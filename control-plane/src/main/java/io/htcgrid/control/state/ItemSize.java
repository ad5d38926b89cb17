package io.htcgrid.control.state;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How large DynamoDB takes an item to be, in bytes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">DynamoDB
 *     item sizes and formats</a>
 */
final class ItemSize {
  /** The largest item that DynamoDB stores. */
  static final int MAX_BYTES = 400 * 1024;

  /** What a write unit covers. */
  static final int WRITE_UNIT_BYTES = 1024;

  private static final int NESTED_OVERHEAD = 3;

  private ItemSize() {}

  static int of(Map<String, AttributeValue> attributes) {
    int size = 0;
    for (Map.Entry<String, AttributeValue> each : attributes.entrySet()) {
      size += utf8(each.getKey()) + of(each.getValue());
    }
    return size;
  }

  /** What a write of an item of this size costs. */
  static int writeUnits(int bytes) {
    return Math.max(1, (bytes + WRITE_UNIT_BYTES - 1) / WRITE_UNIT_BYTES);
  }

  private static int of(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> number(value.n());
      case B -> value.b().asByteArrayUnsafe().length;
      case SS -> value.ss().stream().mapToInt(ItemSize::utf8).sum();
      case NS -> value.ns().stream().mapToInt(ItemSize::number).sum();
      case BS -> value.bs().stream().mapToInt(each -> each.asByteArrayUnsafe().length).sum();
      case M -> NESTED_OVERHEAD + value.m().size() + of(value.m());
      case L ->
          NESTED_OVERHEAD + value.l().size() + value.l().stream().mapToInt(ItemSize::of).sum();
      case BOOL, NUL -> 1;
      case UNKNOWN_TO_SDK_VERSION -> 0;
    };
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** One byte per two significant digits, and one more. */
  private static int number(String digits) {
    return (digits.length() + 1) / 2 + 1;
  }
}
