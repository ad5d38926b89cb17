package io.htcgrid.system.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of the generated CloudFormation templates, as it would be deployed. */
final class Template {
  private static final Path FOLDER =
      Path.of(System.getProperty("htcgrid.root", "../.."), "infrastructure/cloudformation");
  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  private final JsonNode root;
  private final Functions functions;

  /**
   * @param parameters what is given to it; the others have their defaults
   */
  Template(JsonNode root, Map<String, String> parameters) {
    this.root = root;
    this.functions = new Functions(root, parameters);
  }

  static Template read(String name, Map<String, String> parameters) {
    try {
      return new Template(YAML.readTree(FOLDER.resolve(name + ".yaml").toFile()), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Managed policies, and those of roles. */
  List<Policy> policies() {
    List<Policy> policies = new ArrayList<>();
    for (JsonNode resource : root.path("Resources")) {
      JsonNode properties = resource.path("Properties");
      switch (resource.path("Type").asText()) {
        case "AWS::IAM::ManagedPolicy" ->
            policies.add(policy(text(properties.path("ManagedPolicyName")), properties));
        case "AWS::IAM::Role" -> {
          String role = text(properties.path("RoleName"));
          properties
              .path("Policies")
              .forEach(
                  each -> policies.add(policy(role + "/" + text(each.path("PolicyName")), each)));
        }
        default -> {
          // No policy of somebody who calls.
        }
      }
    }
    return policies;
  }

  private Policy policy(String name, JsonNode around) {
    return Policy.of(name, functions.resolve(around.path("PolicyDocument")));
  }

  /** The script that runs on instances when they start. */
  String userData() {
    JsonNode data =
        root.at("/Resources/LaunchTemplate/Properties/LaunchTemplateData/UserData/Fn::Base64");
    return text(data);
  }

  private String text(JsonNode node) {
    JsonNode resolved = functions.resolve(node);
    if (!resolved.isTextual()) {
      throw new IllegalArgumentException(node + " is no text");
    }
    return resolved.asText();
  }
}
