package io.htcgrid.control.state;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A conditional change of one item. Its reply holds the whole item: changed, or as it stands. */
final class ItemUpdate {
  private enum Clause {
    SET,
    REMOVE,
    ADD,
    DELETE
  }

  private final ItemKey key;
  private final Placeholders placeholders = new Placeholders();
  private final Map<Clause, List<String>> clauses = new EnumMap<>(Clause.class);
  private @Nullable String condition;

  private ItemUpdate(ItemKey key) {
    this.key = key;
  }

  static ItemUpdate of(ItemKey key) {
    return new ItemUpdate(key);
  }

  ItemUpdate set(String attribute, AttributeValue value) {
    return add(Clause.SET, placeholders.name(attribute) + " = " + placeholders.value(value));
  }

  /** Sets what the item does not have yet. */
  ItemUpdate setIfAbsent(String attribute, AttributeValue value) {
    String name = placeholders.name(attribute);
    return add(
        Clause.SET, name + " = if_not_exists(" + name + ", " + placeholders.value(value) + ")");
  }

  ItemUpdate remove(String... attributes) {
    for (String attribute : attributes) {
      add(Clause.REMOVE, placeholders.name(attribute));
    }
    return this;
  }

  /** Adds to a number, or to a set; what is absent counts as 0 or empty. */
  ItemUpdate add(String attribute, AttributeValue value) {
    return add(Clause.ADD, placeholders.name(attribute) + " " + placeholders.value(value));
  }

  ItemUpdate add(String attribute, long number) {
    return add(attribute, Attributes.number(number));
  }

  /** Takes elements out of a set. */
  ItemUpdate delete(String attribute, AttributeValue elements) {
    return add(Clause.DELETE, placeholders.name(attribute) + " " + placeholders.value(elements));
  }

  ItemUpdate when(Condition required) {
    condition = required.render(placeholders);
    return this;
  }

  UpdateItemRequest request(String table) {
    UpdateItemRequest.Builder request =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(key.attributes())
            .updateExpression(
                clauses.entrySet().stream()
                    .map(each -> each.getKey() + " " + String.join(", ", each.getValue()))
                    .collect(Collectors.joining(" ")))
            .conditionExpression(condition)
            .expressionAttributeNames(placeholders.names())
            .returnValues(ReturnValue.ALL_NEW)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (placeholders.hasValues()) {
      request.expressionAttributeValues(placeholders.values());
    }
    return request.build();
  }

  private ItemUpdate add(Clause clause, String action) {
    clauses.computeIfAbsent(clause, key -> new ArrayList<>()).add(action);
    return this;
  }
}
