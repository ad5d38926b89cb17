package io.htcgrid.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template as a person would write it: texts joined of parts become one text with the parts'
 * names in it ({@code Fn::Sub}), sections stand in their usual order, and what is below a
 * resource's properties in the alphabet's, whatever order it was made in.
 */
final class ReadableTemplate {
  private static final List<String> SECTIONS =
      List.of(
          "AWSTemplateFormatVersion",
          "Description",
          "Parameters",
          "Conditions",
          "Resources",
          "Outputs");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ReadableTemplate() {}

  static ObjectNode of(JsonNode synthesised) {
    ObjectNode template = NODES.objectNode();
    for (String section : SECTIONS) {
      JsonNode part = synthesised.get(section);
      if (part != null) {
        template.set(section, node(part, false));
      }
    }
    synthesised
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!SECTIONS.contains(name)) {
                throw new IllegalStateException("a template has no section " + name);
              }
            });
    return template;
  }

  private static JsonNode node(JsonNode node, boolean sorted) {
    if (node.isArray()) {
      ArrayNode all = NODES.arrayNode();
      node.forEach(each -> all.add(node(each, sorted)));
      return all;
    }
    if (!node.isObject()) {
      return node;
    }
    JsonNode joined = node.get("Fn::Join");
    String text = joined == null ? null : text(joined);
    if (text != null) {
      return NODES.objectNode().put("Fn::Sub", text);
    }
    ObjectNode all = NODES.objectNode();
    for (String name : names(node, sorted)) {
      all.set(name, node(node.path(name), sorted || name.equals("Properties")));
    }
    return all;
  }

  private static List<String> names(JsonNode node, boolean sorted) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    if (sorted) {
      Collections.sort(names);
    }
    return names;
  }

  /** Null: it holds more than texts and names. */
  private static @Nullable String text(JsonNode join) {
    if (!join.path(0).asText().isEmpty() || !join.path(1).isArray()) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    for (JsonNode part : join.path(1)) {
      String text = part.isTextual() ? part.asText().replace("${", "${!") : name(part);
      if (text == null) {
        return null;
      }
      parts.add(text);
    }
    return String.join("", parts);
  }

  private static @Nullable String name(JsonNode part) {
    JsonNode attribute = part.path("Fn::GetAtt");
    if (attribute.isArray()) {
      return "${" + attribute.path(0).asText() + "." + attribute.path(1).asText() + "}";
    }
    return part.has("Ref") ? "${" + part.path("Ref").asText() + "}" : null;
  }
}
