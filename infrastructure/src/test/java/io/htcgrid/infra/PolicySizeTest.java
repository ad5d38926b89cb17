package io.htcgrid.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicySizeTest {
  /** IAM's limit of a managed policy, in characters that are no white space. */
  private static final int MOST = 6_144;

  /** The longest that there are. */
  private static final Map<String, String> LONGEST =
      Map.of(
          "${AWS::Partition}",
          "aws-us-gov",
          "${AWS::Region}",
          "ap-southeast-1",
          "${AWS::AccountId}",
          "123456789012",
          "${GridName}",
          "g".repeat(27),
          "${KeyArn}",
          "arn:aws-us-gov:kms:ap-southeast-1:123456789012:key/mrk-" + "0".repeat(32));

  @ParameterizedTest
  @ValueSource(strings = {"Submitter", "Reader", "Operator", "Agent"})
  void aManagedPolicyOfAGridWithTheLongestNamesIsBelowTheLimit(String id) {
    JsonNode document = TemplateFile.read("access").properties(id).path("PolicyDocument");
    String deployed = resolved(document).toString();
    assertThat(deployed).doesNotContain("${", "Fn::", "Ref").contains("UseKey");
    assertThat(deployed.replaceAll("\\s", "")).hasSizeLessThan(MOST);
  }

  private static JsonNode resolved(JsonNode node) {
    if (node.has("Fn::If")) {
      return resolved(node.path("Fn::If").path(1));
    }
    if (node.has("Fn::Sub")) {
      return text(node.path("Fn::Sub").asText());
    }
    if (node.has("Ref")) {
      return text("${" + node.path("Ref").asText() + "}");
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> array.add(resolved(each)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(each -> object.set(each.getKey(), resolved(each.getValue())));
      return object;
    }
    return node;
  }

  private static JsonNode text(String template) {
    String text = template;
    for (Map.Entry<String, String> each : LONGEST.entrySet()) {
      text = text.replace(each.getKey(), each.getValue());
    }
    return TextNode.valueOf(text);
  }
}
