package io.htcgrid.control.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The placeholders of one expression: any attribute name may be one of DynamoDB's many words. */
final class Placeholders {
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, AttributeValue> values = new LinkedHashMap<>();

  String name(String attribute) {
    return names.computeIfAbsent(attribute, key -> "#n" + names.size());
  }

  String value(AttributeValue value) {
    String placeholder = ":v" + values.size();
    values.put(placeholder, value);
    return placeholder;
  }

  Map<String, String> names() {
    return names.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
  }

  Map<String, AttributeValue> values() {
    return values;
  }

  boolean hasValues() {
    return !values.isEmpty();
  }
}
