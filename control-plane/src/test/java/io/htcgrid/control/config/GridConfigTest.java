package io.htcgrid.control.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridConfigTest {
  private static final URI LOCAL = URI.create("http://127.0.0.1:8000");

  @Test
  void resourcesAreNamedAfterTheGrid() {
    GridConfig config = GridConfig.of("prices", "prices-123");
    assertThat(config.stateTableName()).isEqualTo("prices-state");
    assertThat(config.taskQueueName(2)).isEqualTo("prices-tasks-p2");
    assertThat(config.deadLetterQueueName()).isEqualTo("prices-dead-letters");
    assertThat(config.replyQueueName("c1")).isEqualTo("prices-replies-c1");
    assertThat(config.connectorOf("prices-replies-c1")).hasValue("c1");
    assertThat(config.connectorOf("prices-tasks-p0")).isEmpty();
  }

  @Test
  void theLongestQueueNameIsWithinSqssBounds() {
    assertThat(GridConfig.of("g".repeat(32), "bucket").replyQueueName("c".repeat(36)))
        .hasSizeLessThanOrEqualTo(80);
  }

  @Test
  void aLocalGridHasCredentialsOfItsOwn() {
    GridConfig config = GridConfig.local("local", LOCAL, LOCAL, LOCAL);
    assertThat(config.localCredentials()).isTrue();
    assertThat(config.bucket()).isEqualTo("local-data");
  }

  @Test
  void everyProblemIsReportedAtOnceByKey() {
    ConfigException problem =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                new GridConfig(
                    "My_Grid",
                    "EU Central",
                    URI.create("ftp://host"),
                    URI.create("http:nohost"),
                    URI.create("relative"),
                    "B",
                    11,
                    true,
                    false));
    assertThat(problem.problems())
        .extracting(ConfigProblem::key)
        .containsExactly(
            "grid",
            "region",
            "dynamoDbEndpoint",
            "sqsEndpoint",
            "s3Endpoint",
            "bucket",
            "priorityLevels");
    assertThat(problem).hasMessageContaining("priorityLevels: 11 is out of bounds; choose 1 to 10");
    assertThat(problem).message().hasLineCount(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "1a", "A", "a_b", "a.b", "../a", "a-replies-b"})
  void badGridNamesAreRefused(String name) {
    assertThatThrownBy(() -> GridConfig.of(name, "bucket"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("grid: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a1", "a-b", "prices-prod-2"})
  void goodGridNamesAreTaken(String name) {
    assertThat(GridConfig.of(name, "bucket").grid()).isEqualTo(name);
  }

  @Test
  void localCredentialsNeedLocalEndpoints() {
    assertThatThrownBy(() -> new GridConfig("g", null, LOCAL, LOCAL, null, "bucket", 3, true, true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("localCredentials: is for services on this machine");
  }

  @Test
  void connectorIdsAreChecked() {
    assertThatThrownBy(() -> GridConfig.of("g", "bucket").replyQueueName("a b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a b'");
  }

  @Test
  void aConfigurationSurvivesTheTripThroughJson() {
    GridConfig full =
        new GridConfig("g", "eu-central-1", LOCAL, LOCAL, LOCAL, "bucket", 5, false, true);
    GridConfig sparse = GridConfig.of("g", "bucket");
    assertThat(GridConfigCodec.decode(GridConfigCodec.encode(full), "test")).isEqualTo(full);
    assertThat(GridConfigCodec.decode(GridConfigCodec.encode(sparse), "test")).isEqualTo(sparse);
    assertThat(GridConfigCodec.decode("{\"grid\":\"g\",\"bucket\":\"bucket\"}", "test"))
        .isEqualTo(sparse);
  }

  @Test
  void badJsonNamesItsPlace() {
    assertThatThrownBy(() -> GridConfigCodec.decode("{", "the parameter"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("from the parameter");
    assertThatThrownBy(() -> GridConfigCodec.decode("[]", "the parameter"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no JSON object");
    assertThatThrownBy(
            () ->
                GridConfigCodec.decode(
                    "{\"grid\":\"g\",\"bucket\":{},\"bukket\":\"b\"}", "the parameter"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bucket (from the parameter): must be a text")
        .hasMessageContaining("bukket (from the parameter): there is no such setting");
  }
}
