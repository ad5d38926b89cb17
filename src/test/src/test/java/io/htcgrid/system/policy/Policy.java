package io.htcgrid.system.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a role may do. Statements allow; one that denies is not understood.
 *
 * @param name as it is deployed
 */
record Policy(String name, List<PolicyStatement> statements) {
  private static final String VERSION = "2012-10-17";
  private static final Set<String> FIELDS =
      Set.of("Sid", "Effect", "Action", "Resource", "Condition");

  Policy {
    statements = List.copyOf(statements);
  }

  /**
   * Reads a document whose functions have been resolved.
   *
   * @throws IllegalArgumentException when something of it is not understood
   */
  static Policy of(String name, JsonNode document) {
    if (!document.path("Version").asText().equals(VERSION)) {
      throw new IllegalArgumentException(
          "policy " + name + " is of version '" + document.path("Version").asText() + "'");
    }
    List<PolicyStatement> statements = new ArrayList<>();
    document.path("Statement").forEach(each -> statements.add(statement(name, each)));
    return new Policy(name, statements);
  }

  private static PolicyStatement statement(String name, JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw new IllegalArgumentException(
            "policy " + name + ": field " + field.getKey() + " is not understood");
      }
    }
    if (!node.path("Effect").asText().equals("Allow")) {
      throw new IllegalArgumentException(
          "policy " + name + ": effect " + node.path("Effect") + " is not understood");
    }
    List<Requirement> requirements = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : node.path("Condition").properties()) {
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        requirements.add(
            new Requirement(
                Requirement.Operator.parse(operator.getKey()),
                key.getKey(),
                wildcards(key.getValue())));
      }
    }
    return new PolicyStatement(
        node.path("Sid").asText(),
        wildcards(node.path("Action")),
        wildcards(node.path("Resource")),
        requirements);
  }

  /** Of a node that may be one text or a list. */
  private static List<Wildcard> wildcards(JsonNode node) {
    List<Wildcard> wildcards = new ArrayList<>();
    for (JsonNode each : node.isArray() ? node : List.of(node)) {
      if (!each.isTextual()) {
        throw new IllegalArgumentException(each + " is no text");
      }
      wildcards.add(Wildcard.of(each.asText()));
    }
    return wildcards;
  }

  /** The same without an action of a statement. */
  Policy without(PolicyStatement statement, Wildcard action) {
    return with(
        statement, statement.actions().stream().filter(each -> !each.equals(action)).toList());
  }

  /** The same with other actions of a statement. */
  Policy with(PolicyStatement statement, List<Wildcard> actions) {
    return new Policy(
        name,
        statements.stream()
            .map(each -> each.equals(statement) ? each.withActions(actions) : each)
            .toList());
  }

  boolean allows(Call call) {
    return statements.stream().anyMatch(each -> each.allows(call));
  }

  /** The calls that it does not allow. */
  List<String> missing(Collection<Call> calls) {
    return calls.stream()
        .filter(call -> !allows(call))
        .map(call -> "policy " + name + " does not allow " + call)
        .sorted()
        .toList();
  }

  /** What it allows beyond these calls. */
  List<Unused> unused(Collection<Call> calls) {
    return statements.stream().flatMap(each -> each.unused(calls).stream()).toList();
  }
}
