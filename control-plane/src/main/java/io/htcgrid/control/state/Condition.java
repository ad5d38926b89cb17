package io.htcgrid.control.state;

import java.util.Collection;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What must hold of the stored item for a write to happen. */
interface Condition {
  String render(Placeholders placeholders);

  static Condition noItem() {
    return absent(StateTableSchema.PARTITION_KEY);
  }

  static Condition itemExists() {
    return in -> "attribute_exists(" + in.name(StateTableSchema.PARTITION_KEY) + ")";
  }

  static Condition absent(String attribute) {
    return in -> "attribute_not_exists(" + in.name(attribute) + ")";
  }

  static Condition equal(String attribute, AttributeValue value) {
    return in -> in.name(attribute) + " = " + in.value(value);
  }

  static Condition atMost(String attribute, AttributeValue value) {
    return in -> in.name(attribute) + " <= " + in.value(value);
  }

  static Condition moreThan(String attribute, AttributeValue value) {
    return in -> in.name(attribute) + " > " + in.value(value);
  }

  static Condition oneOf(String attribute, Collection<AttributeValue> values) {
    return in ->
        in.name(attribute)
            + values.stream().map(in::value).collect(Collectors.joining(", ", " IN (", ")"));
  }

  /** The element is not in the set; also when there is no set. */
  static Condition lacks(String set, AttributeValue element) {
    return in -> "(NOT contains(" + in.name(set) + ", " + in.value(element) + "))";
  }

  /** The set has fewer elements; also when there is no set. */
  static Condition fewerThan(String set, int elements) {
    return absent(set)
        .or(in -> "size(" + in.name(set) + ") < " + in.value(Attributes.number(elements)));
  }

  default Condition and(Condition other) {
    return in -> "(" + render(in) + " AND " + other.render(in) + ")";
  }

  default Condition or(Condition other) {
    return in -> "(" + render(in) + " OR " + other.render(in) + ")";
  }
}
