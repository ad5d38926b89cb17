package io.htcgrid.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ComposeTest {
  /** Anchors and merges resolved. */
  private final JsonNode services =
      new YAMLMapper()
          .valueToTree(
              new Yaml()
                  .<Map<String, Object>>load(Folders.text(Folders.IMAGES.resolve("compose.yaml"))))
          .path("services");

  @Test
  void everyContainerOfThisProjectIsConfined() {
    assertThat(services.properties())
        .filteredOn(service -> !service.getKey().equals("localstack"))
        .hasSize(4)
        .allSatisfy(
            service -> {
              JsonNode container = service.getValue();
              assertThat(container.path("read_only").asBoolean()).isTrue();
              assertThat(container.path("cap_drop")).extracting(JsonNode::asText).contains("ALL");
              assertThat(container.path("security_opt"))
                  .extracting(JsonNode::asText)
                  .contains("no-new-privileges:true");
              assertThat(container.has("mem_limit")).isTrue();
              assertThat(container.has("ports")).isFalse();
            });
  }

  @Test
  void theAgentWaitsForItsRuntimeAndForTheGridAndSharesTheRuntimesLoopback() {
    JsonNode agent = services.path("agent");

    assertThat(agent.path("network_mode").asText()).isEqualTo("service:runtime");
    assertThat(agent.at("/depends_on/create/condition").asText())
        .isEqualTo("service_completed_successfully");
    assertThat(agent.at("/depends_on/runtime/condition").asText()).isEqualTo("service_healthy");
    assertThat(services.at("/create/restart").asText()).isEqualTo("no");
  }

  @Test
  void localStackIsTheVersionThatTheTestsRunAgainstAndIsNotOpenToTheNetwork() {
    assertThat(services.at("/localstack/image").asText()).isEqualTo("localstack/localstack:4.7.0");
    assertThat(services.at("/localstack/ports"))
        .extracting(JsonNode::asText)
        .containsExactly("127.0.0.1:4566:4566");
  }
}
