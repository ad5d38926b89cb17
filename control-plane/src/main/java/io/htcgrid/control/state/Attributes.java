package io.htcgrid.control.state;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values as attributes. {@link Item} reads what these write. */
final class Attributes {
  private Attributes() {}

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue flag(boolean value) {
    return AttributeValue.fromBool(value);
  }

  static AttributeValue bytes(byte[] value) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(value));
  }

  /** Milliseconds since 1970; what is finer is cut off. */
  static AttributeValue instant(Instant value) {
    return number(value.toEpochMilli());
  }

  /** Seconds since 1970, as DynamoDB's TTL wants it; rounded up. */
  static AttributeValue expiry(Instant value) {
    return number(StoredTimes.expiry(value).getEpochSecond());
  }

  /** The last second that has begun: what expires by then has expired. */
  static AttributeValue now(Instant value) {
    return number(value.getEpochSecond());
  }

  static AttributeValue texts(List<String> values) {
    return AttributeValue.fromL(values.stream().map(Attributes::text).toList());
  }

  static AttributeValue textsByName(Map<String, String> values) {
    return AttributeValue.fromM(
        values.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> text(e.getValue()))));
  }

  /** A set; DynamoDB stores no empty one. */
  static AttributeValue textSet(Collection<String> values) {
    return AttributeValue.fromSs(values.stream().distinct().toList());
  }

  /** A set; DynamoDB stores no empty one. */
  static AttributeValue numberSet(Collection<Integer> values) {
    return AttributeValue.fromNs(values.stream().map(String::valueOf).distinct().toList());
  }
}
