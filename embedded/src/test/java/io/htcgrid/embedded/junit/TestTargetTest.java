package io.htcgrid.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.embedded.AwsEndpoints;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestTargetTest {
  private static final Map<String, String> NOTHING = Map.of();

  @Test
  void withoutASettingTheServicesAreEmbedded() {
    assertThat(TestTarget.chosen(settings(NOTHING, NOTHING))).isEqualTo(TestTarget.EMBEDDED);
  }

  @ParameterizedTest
  @CsvSource({
    "embedded, EMBEDDED",
    "localstack, LOCALSTACK",
    "image, IMAGE",
    "endpoint, ENDPOINT",
    "aws, AWS",
  })
  void everyTargetHasItsKey(String key, TestTarget target) {
    assertThat(TestTarget.chosen(settings(Map.of("htcgrid.test.target", key), NOTHING)))
        .isEqualTo(target);
  }

  @Test
  void anUnknownTargetIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> start(Map.of("htcgrid.test.target", "azure"), NOTHING))
        .isInstanceOf(ExtensionConfigurationException.class)
        .hasMessage(
            "Unknown htcgrid.test.target 'azure': choose embedded, localstack, image, endpoint or aws");
  }

  @Test
  void awsMeansAwssOwnEndpointsAndCredentials() {
    assertThat(
            start(NOTHING, Map.of("HTCGRID_TEST_TARGET", "aws", "AWS_DEFAULT_REGION", "eu-west-1")))
        .isEqualTo(new AwsEndpoints(null, null, null, "eu-west-1", null, null));
  }

  @Test
  void oneEndpointServesAllWithTheEnvironmentsKeys() {
    URI uri = URI.create("http://127.0.0.1:5000");

    assertThat(
            start(
                Map.of("htcgrid.test.target", "endpoint", "htcgrid.test.endpoint", uri.toString()),
                Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret")))
        .isEqualTo(new AwsEndpoints(uri, uri, uri, "us-east-1", "id", "secret"));
  }

  @Test
  void anEndpointTargetNeedsItsUrl() {
    assertThatThrownBy(() -> start(Map.of("htcgrid.test.target", "endpoint"), NOTHING))
        .isInstanceOf(ExtensionConfigurationException.class)
        .hasMessageContaining("htcgrid.test.endpoint");
  }

  @Test
  void anImageTargetNeedsTheNameOfAnImage() {
    assertThatThrownBy(() -> start(Map.of("htcgrid.test.target", "image"), NOTHING))
        .isInstanceOf(ExtensionConfigurationException.class)
        .hasMessageContaining("htcgrid.test.image");
  }

  @Test
  void aTestMayNameItsTargetWhateverTheRunChose() {
    TargetSettings settings = settings(Map.of("htcgrid.test.target", "aws"), NOTHING);

    assertThat(TestTarget.chosen(settings.withTarget("image"))).isEqualTo(TestTarget.IMAGE);
  }

  @Test
  void aPropertyWinsOverTheEnvironmentAndBlankIsAbsent() {
    TargetSettings settings =
        new TargetSettings(
            Map.of("a.b", "property", "c.d", " ")::get,
            Map.of("A_B", "variable", "C_D", "variable")::get);

    assertThat(settings.get("a.b")).isEqualTo("property");
    assertThat(settings.get("c.d")).isEqualTo("variable");
  }

  private static AwsEndpoints start(
      Map<String, String> properties, Map<String, String> environment) {
    TargetSettings settings = settings(properties, environment);
    try (RunningTarget running = TestTarget.chosen(settings).run(settings)) {
      return running.endpoints();
    }
  }

  private static TargetSettings settings(
      Map<String, String> properties, Map<String, String> environment) {
    return new TargetSettings(properties::get, environment::get);
  }
}
