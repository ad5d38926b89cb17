package io.htcgrid.control.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A stored item, read by attribute. An attribute that should be there and is not, or that is not of
 * the type it should be, is an error that names the item.
 */
final class Item {
  private final Map<String, AttributeValue> attributes;

  Item(Map<String, AttributeValue> attributes) {
    this.attributes = attributes;
  }

  String pk() {
    return text(StateTableSchema.PARTITION_KEY);
  }

  String sk() {
    return text(StateTableSchema.SORT_KEY);
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  /** All bytes that count towards the item's size. */
  int size() {
    return ItemSize.of(attributes);
  }

  String text(String name) {
    return present(name, optionalText(name));
  }

  @Nullable String optionalText(String name) {
    AttributeValue value = attributes.get(name);
    return value == null ? null : present(name, value.s());
  }

  String text(String name, String absent) {
    String value = optionalText(name);
    return value == null ? absent : value;
  }

  long number(String name) {
    return Long.parseLong(present(name, attribute(name).n()));
  }

  int count(String name, int absent) {
    return has(name) ? Math.toIntExact(number(name)) : absent;
  }

  boolean flag(String name) {
    return has(name) && present(name, attribute(name).bool());
  }

  byte[] bytes(String name) {
    return present(name, attribute(name).b()).asByteArray();
  }

  Instant instant(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  @Nullable Instant optionalInstant(String name) {
    return has(name) ? instant(name) : null;
  }

  Instant expiry() {
    return Instant.ofEpochSecond(number(StateTableSchema.TIME_TO_LIVE));
  }

  @Nullable Duration optionalDuration(String name) {
    String value = optionalText(name);
    return value == null ? null : Duration.parse(value);
  }

  Duration duration(String name) {
    return Duration.parse(text(name));
  }

  <E extends Enum<E>> E constant(Class<E> type, String name) {
    String value = text(name);
    try {
      return Enum.valueOf(type, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          this + " has " + name + " \"" + value + "\", which this release does not know", e);
    }
  }

  /** Null when there is none, or one that this release does not know. */
  <E extends Enum<E>> @Nullable E knownConstant(Class<E> type, String name) {
    String value = optionalText(name);
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(value)) {
        return each;
      }
    }
    return null;
  }

  List<Item> items(String name) {
    return attribute(name).l().stream().map(each -> new Item(each.m())).toList();
  }

  List<String> texts(String name) {
    return attribute(name).l().stream().map(AttributeValue::s).toList();
  }

  Map<String, String> textsByName(String name) {
    return attribute(name).m().entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().s()));
  }

  /** All texts whose attributes begin so, by what follows. */
  Map<String, String> textsFrom(String prefix) {
    return attributes.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .collect(Collectors.toUnmodifiableMap(name -> name.substring(prefix.length()), this::text));
  }

  /** In order; empty when the attribute is absent, as an empty set cannot be stored. */
  Set<String> textSet(String name) {
    return has(name) ? new TreeSet<>(attribute(name).ss()) : Set.of();
  }

  /** Empty when the attribute is absent, as an empty set cannot be stored. */
  Set<Integer> numberSet(String name) {
    return has(name)
        ? attribute(name).ns().stream().map(Integer::valueOf).collect(Collectors.toSet())
        : Set.of();
  }

  private AttributeValue attribute(String name) {
    return present(name, attributes.get(name));
  }

  private <T> T present(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException(
          this + " has no readable " + name + "; something else than this release wrote it");
    }
    return value;
  }

  /** Its key alone: an item may hold what a log must not. */
  @Override
  public String toString() {
    AttributeValue pk = attributes.get(StateTableSchema.PARTITION_KEY);
    AttributeValue sk = attributes.get(StateTableSchema.SORT_KEY);
    return "state table item "
        + (pk == null ? "(nested)" : pk.s())
        + (sk == null ? "" : " " + sk.s());
  }
}
