package io.htcgrid.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One permission of a policy.
 *
 * @param conditions by operator, empty for none
 */
record Statement(
    String sid, List<String> actions, List<String> resources, Map<String, Object> conditions) {
  Statement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = Map.copyOf(conditions);
  }

  static Statement of(String sid, List<String> actions, String... resources) {
    return new Statement(sid, actions, List.of(resources), Map.of());
  }

  /** Of items whose partition keys begin with one of these texts, or are one of them. */
  Statement onPartitions(String... keys) {
    List<String> patterns =
        List.of(keys).stream().map(key -> key.endsWith("#") ? key + "*" : key).toList();
    return new Statement(
        sid,
        actions,
        resources,
        Map.of("ForAllValues:StringLike", Map.of("dynamodb:LeadingKeys", patterns)));
  }

  /** And no other attributes than these, the keys included. */
  Statement onAttributes(List<String> names) {
    Map<String, Object> both = new LinkedHashMap<>(conditions);
    both.put("ForAllValues:StringEquals", Map.of("dynamodb:Attributes", names));
    return new Statement(sid, actions, resources, both);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Sid", sid);
    json.put("Effect", "Allow");
    json.put("Action", actions);
    json.put("Resource", resources.size() == 1 ? resources.get(0) : resources);
    if (!conditions.isEmpty()) {
      json.put("Condition", conditions);
    }
    return json;
  }
}
