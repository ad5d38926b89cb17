package io.htcgrid.control.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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
    assertThat(
            GridConfig.of("g".repeat(GridConfig.MAX_NAME), "bucket").replyQueueName("c".repeat(36)))
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
  void aGridsNameHas27CharactersAtMostWhereverItRuns() {
    String longest = "g".repeat(27);
    assertThat(GridConfig.of(longest, "bucket").grid()).isEqualTo(longest);
    assertThat(GridConfig.local(longest, LOCAL, LOCAL, LOCAL).grid()).isEqualTo(longest);
    assertThatThrownBy(() -> GridConfig.local(longest + "g", LOCAL, LOCAL, LOCAL))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "grid: '"
                + longest
                + "g' is no grid name; take 1 to 27 of a-z, 0-9 and '-', a letter first and no '-'"
                + " last");
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

  @Provide
  Arbitrary<GridConfig> configs() {
    Arbitrary<URI> endpoint =
        Combinators.combine(
                Arbitraries.of("http", "https", "HTTP"),
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(20),
                Arbitraries.integers().between(1, 65_535))
            .as((scheme, host, port) -> URI.create(scheme + "://" + host + ":" + port));
    Arbitrary<String> name =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .numeric()
            .ofMinLength(2)
            .ofMaxLength(GridConfig.MAX_NAME - 1);
    return Combinators.combine(
            name.map(text -> "g" + text),
            name.injectNull(0.3),
            endpoint.injectNull(0.3),
            endpoint.injectNull(0.3),
            endpoint,
            name.map(text -> text + ".b-b"),
            Arbitraries.integers().between(1, GridConfig.MAX_PRIORITY_LEVELS),
            Arbitraries.of(true, false))
        .as(
            (grid, region, dynamoDb, sqs, s3, bucket, levels, fair) ->
                new GridConfig(
                    grid,
                    region,
                    dynamoDb,
                    sqs,
                    s3,
                    bucket,
                    levels,
                    fair,
                    dynamoDb != null && sqs != null && !fair));
  }

  @Property
  void everyConfigurationSurvivesTheTripThroughJson(@ForAll("configs") GridConfig config) {
    assertThat(GridConfigCodec.decode(GridConfigCodec.encode(config), "test")).isEqualTo(config);
  }

  @Property
  void noTextIsMoreThanAProblem(@ForAll String noise, @ForAll int position) {
    String good = GridConfigCodec.encode(GridConfig.local("g", LOCAL, LOCAL, LOCAL));
    int at = Math.floorMod(position, good.length());
    try {
      var unused =
          GridConfigCodec.decode(good.substring(0, at) + noise + good.substring(at), "test");
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty();
    }
  }
}
