package io.htcgrid.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A template as it lies in the repository; {@link TemplatesTest} proves that it is not stale. */
record TemplateFile(String name, JsonNode root) {
  static final Path FOLDER =
      Path.of(System.getProperty("htcgrid.root", ".."), "infrastructure/cloudformation");

  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  static Path path(String name) {
    return FOLDER.resolve(name + ".yaml");
  }

  static TemplateFile read(String name) {
    try {
      return new TemplateFile(name, YAML.readTree(path(name).toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<TemplateFile> all() {
    return Templates.makers().keySet().stream().map(TemplateFile::read).toList();
  }

  JsonNode resource(String id) {
    return root.path("Resources").path(id);
  }

  JsonNode properties(String id) {
    return resource(id).path("Properties");
  }

  /** The logical ids of the resources of a type. */
  List<String> idsOf(String type) {
    List<String> ids = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : root.path("Resources").properties()) {
      if (each.getValue().path("Type").asText().equals(type)) {
        ids.add(each.getKey());
      }
    }
    return ids;
  }

  /** All statements of all policies that allow something to somebody with a role or a policy. */
  List<JsonNode> statements() {
    List<JsonNode> documents = new ArrayList<>();
    idsOf("AWS::IAM::ManagedPolicy")
        .forEach(id -> documents.add(properties(id).path("PolicyDocument")));
    idsOf("AWS::IAM::Role")
        .forEach(
            id ->
                properties(id)
                    .path("Policies")
                    .forEach(policy -> documents.add(policy.path("PolicyDocument"))));
    List<JsonNode> statements = new ArrayList<>();
    for (JsonNode document : documents) {
      for (JsonNode statement : document.path("Statement")) {
        // The key's stands under a condition.
        statements.add(statement.has("Fn::If") ? statement.path("Fn::If").path(1) : statement);
      }
    }
    return statements;
  }

  /** The texts of a node that may be one or a list. */
  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(each -> texts.add(text(each)));
    } else {
      texts.add(text(node));
    }
    return texts;
  }

  private static String text(JsonNode node) {
    if (node.has("Fn::Sub")) {
      return node.path("Fn::Sub").asText();
    }
    return node.has("Ref") ? "${" + node.path("Ref").asText() + "}" : node.asText();
  }
}
