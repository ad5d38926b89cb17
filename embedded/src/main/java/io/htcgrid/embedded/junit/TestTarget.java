package io.htcgrid.embedded.junit;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.EmbeddedAws;
import java.net.URI;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** The services that tests can run against. */
enum TestTarget {
  EMBEDDED("embedded"),
  LOCALSTACK("localstack"),
  IMAGE("image"),
  ENDPOINT("endpoint"),
  AWS("aws");

  static final String TARGET_KEY = "htcgrid.test.target";
  static final String ENDPOINT_KEY = "htcgrid.test.endpoint";
  static final String IMAGE_KEY = "htcgrid.test.image";
  private static final String DEFAULT_REGION = "us-east-1";

  private final String key;

  TestTarget(String key) {
    this.key = key;
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
        "Unknown "
            + TARGET_KEY
            + " '"
            + key
            + "': choose embedded, localstack, image, endpoint or aws");
  }

  /** Whether this machine has what the target needs. */
  ConditionEvaluationResult canRun(TargetSettings settings) {
    return switch (this) {
      case LOCALSTACK ->
          containerCanRun(
              () ->
                  ContainerTarget.canRun(
                      ContainerTarget.LOCALSTACK_IMAGE, "pull it to run this test"));
      case IMAGE ->
          containerCanRun(
              () ->
                  ContainerTarget.canRun(
                      image(settings), "infrastructure/images/build.sh builds it"));
      case EMBEDDED, ENDPOINT, AWS -> ConditionEvaluationResult.enabled("Target " + key);
    };
  }

  private ConditionEvaluationResult containerCanRun(Supplier<ConditionEvaluationResult> ask) {
    try {
      return ask.get();
    } catch (NoClassDefFoundError e) {
      throw new ExtensionConfigurationException(
          TARGET_KEY
              + "="
              + key
              + " needs org.testcontainers:testcontainers-localstack in test scope",
          e);
    }
  }

  private static String image(TargetSettings settings) {
    String image = settings.get(IMAGE_KEY);
    if (image == null) {
      throw new ExtensionConfigurationException(
          TARGET_KEY
              + "=image needs the name of an image of the embedded services in "
              + IMAGE_KEY);
    }
    return image;
  }

  RunningTarget run(TargetSettings settings) {
    return switch (this) {
      case EMBEDDED -> {
        EmbeddedAws aws = EmbeddedAws.builder().start();
        yield new RunningTarget(aws.endpoints(), aws::close);
      }
      case LOCALSTACK -> ContainerTarget.localStack();
      case IMAGE -> ContainerTarget.embedded(image(settings));
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
