package io.htcgrid.embedded.junit;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.EmbeddedAws;
import java.net.URI;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** The services that tests can run against. */
enum TestTarget {
  EMBEDDED("embedded"),
  LOCALSTACK("localstack"),
  ENDPOINT("endpoint"),
  AWS("aws");

  static final String TARGET_KEY = "htcgrid.test.target";
  static final String ENDPOINT_KEY = "htcgrid.test.endpoint";
  private static final String DEFAULT_REGION = "us-east-1";

  private final String key;

  TestTarget(String key) {
    this.key = key;
  }

  static RunningTarget start(TargetSettings settings) {
    return chosen(settings).run(settings);
  }

  static TestTarget chosen(TargetSettings settings) {
    String key = settings.get(TARGET_KEY);
    if (key == null) {
      return EMBEDDED;
    }
    for (TestTarget each : values()) {
      if (each.key.equals(key)) {
        return each;
      }
    }
    throw new ExtensionConfigurationException(
        "Unknown " + TARGET_KEY + " '" + key + "': choose embedded, localstack, endpoint or aws");
  }

  ConditionEvaluationResult canRun() {
    return switch (this) {
      case LOCALSTACK -> localStackCanRun();
      case EMBEDDED, ENDPOINT, AWS -> ConditionEvaluationResult.enabled("Target " + key);
    };
  }

  private static ConditionEvaluationResult localStackCanRun() {
    try {
      return LocalStackTarget.canRun();
    } catch (NoClassDefFoundError e) {
      throw new ExtensionConfigurationException(
          TARGET_KEY
              + "=localstack needs org.testcontainers:testcontainers-localstack in test scope",
          e);
    }
  }

  private RunningTarget run(TargetSettings settings) {
    return switch (this) {
      case EMBEDDED -> {
        EmbeddedAws aws = EmbeddedAws.builder().start();
        yield new RunningTarget(aws.endpoints(), aws::close);
      }
      case LOCALSTACK -> LocalStackTarget.start();
      case ENDPOINT -> new RunningTarget(oneEndpoint(settings), () -> {});
      case AWS ->
          new RunningTarget(
              new AwsEndpoints(null, null, null, region(settings), null, null), () -> {});
    };
  }

  private static AwsEndpoints oneEndpoint(TargetSettings settings) {
    String url = settings.get(ENDPOINT_KEY);
    if (url == null) {
      throw new ExtensionConfigurationException(
          TARGET_KEY + "=endpoint needs the endpoint's URL in " + ENDPOINT_KEY);
    }
    URI uri = URI.create(url);
    String accessKey = settings.variable("AWS_ACCESS_KEY_ID");
    String secret = settings.variable("AWS_SECRET_ACCESS_KEY");
    boolean keys = accessKey != null && secret != null;
    return new AwsEndpoints(
        uri, uri, uri, region(settings), keys ? accessKey : "test", keys ? secret : "test");
  }

  private static String region(TargetSettings settings) {
    return Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
        .map(settings::variable)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(DEFAULT_REGION);
  }
}
