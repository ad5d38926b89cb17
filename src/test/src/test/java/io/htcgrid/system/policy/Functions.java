package io.htcgrid.system.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CloudFormation's functions, as far as policies use them; others are not understood. */
final class Functions {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z0-9:.]+)}");
  private static final String NO_VALUE = "AWS::NoValue";

  private final JsonNode template;
  private final Map<String, String> parameters;

  /**
   * @param parameters pseudo parameters among them
   */
  Functions(JsonNode template, Map<String, String> parameters) {
    this.template = template;
    this.parameters = Map.copyOf(parameters);
  }

  /**
   * The node with texts in the place of functions; what is to have no value is left out.
   *
   * @throws IllegalArgumentException when a function is not understood, or a name is unknown
   */
  JsonNode resolve(JsonNode node) {
    if (node.isArray()) {
      ArrayNode array = NODES.arrayNode();
      node.forEach(each -> addUnlessMissing(array, resolve(each)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    if (node.size() == 1) {
      Map.Entry<String, JsonNode> only = node.properties().iterator().next();
      if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
        return call(only.getKey(), only.getValue());
      }
    }
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      JsonNode value = resolve(each.getValue());
      if (!value.isMissingNode()) {
        object.set(each.getKey(), value);
      }
    }
    return object;
  }

  private static void addUnlessMissing(ArrayNode array, JsonNode value) {
    if (!value.isMissingNode()) {
      array.add(value);
    }
  }

  private JsonNode call(String function, JsonNode argument) {
    return switch (function) {
      case "Ref" ->
          argument.asText().equals(NO_VALUE)
              ? MissingNode.getInstance()
              : TextNode.valueOf(parameter(argument.asText()));
      case "Fn::Sub" -> TextNode.valueOf(substitute(argument));
      case "Fn::If" -> resolve(argument.path(condition(argument.path(0).asText()) ? 1 : 2));
      default ->
          throw new IllegalArgumentException(
              "function " + function + " is not understood; teach Functions what it means");
    };
  }

  private String substitute(JsonNode text) {
    if (!text.isTextual()) {
      throw new IllegalArgumentException("Fn::Sub of " + text + " is not understood");
    }
    Matcher names = NAME.matcher(text.asText());
    return names.replaceAll(name -> Matcher.quoteReplacement(parameter(name.group(1))));
  }

  private String parameter(String name) {
    String given = parameters.get(name);
    if (given != null) {
      return given;
    }
    JsonNode byDefault = template.path("Parameters").path(name).path("Default");
    if (byDefault.isMissingNode()) {
      throw new IllegalArgumentException(
          name + " is no parameter that is given or has a default; give it a value");
    }
    return byDefault.asText();
  }

  private boolean condition(String name) {
    JsonNode condition = template.path("Conditions").path(name);
    JsonNode compared = condition.path("Fn::Not").path(0).path("Fn::Equals");
    if (compared.size() != 2) {
      throw new IllegalArgumentException(
          "condition " + name + " is not understood; teach Functions what it means");
    }
    return !resolve(compared.path(0)).asText().equals(resolve(compared.path(1)).asText());
  }
}
