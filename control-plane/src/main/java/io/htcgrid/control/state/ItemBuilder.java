package io.htcgrid.control.state;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item to be put. What is null or an empty set is left out. */
final class ItemBuilder {
  private final Map<String, AttributeValue> attributes;

  private ItemBuilder(Map<String, AttributeValue> attributes) {
    this.attributes = attributes;
  }

  static ItemBuilder of(ItemKey key) {
    return new ItemBuilder(new HashMap<>(key.attributes()));
  }

  /** Part of an item. */
  static ItemBuilder nested() {
    return new ItemBuilder(new HashMap<>());
  }

  ItemBuilder put(String name, AttributeValue value) {
    attributes.put(name, value);
    return this;
  }

  ItemBuilder text(String name, @Nullable Object value) {
    return value == null ? this : put(name, Attributes.text(value.toString()));
  }

  ItemBuilder numberSet(String name, Collection<Integer> values) {
    return values.isEmpty() ? this : put(name, Attributes.numberSet(values));
  }

  ItemBuilder textSet(String name, Collection<String> values) {
    return values.isEmpty() ? this : put(name, Attributes.textSet(values));
  }

  Map<String, AttributeValue> build() {
    return attributes;
  }
}
