package io.htcgrid.control.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmClientBuilder;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** SSM parameters {@code /htcgrid/<grid>/config}; builds its client when asked. */
final class SsmParameters implements GridParameters {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final int MAX_REASON_LENGTH = 200;

  @Override
  public Lookup read(String grid, @Nullable String region) {
    String name = GridConfig.parameterName(grid);
    try (SsmClient ssm = client(region)) {
      String where = ssm.serviceClientConfiguration().region().id();
      try {
        return new Lookup.Found(
            ssm.getParameter(request -> request.name(name)).parameter().value(),
            "SSM parameter " + name + " in " + where);
      } catch (ParameterNotFoundException e) {
        return new Lookup.Nothing("there is no SSM parameter " + name + " in " + where);
      }
    } catch (SdkException e) {
      return new Lookup.Nothing("SSM parameter " + name + " was not read: " + reason(e));
    }
  }

  private static SsmClient client(@Nullable String region) {
    SsmClientBuilder builder =
        SsmClient.builder()
            .httpClientBuilder(Apache5HttpClient.builder().connectionTimeout(CONNECT))
            .overrideConfiguration(override -> override.apiCallTimeout(CALL));
    if (region != null) {
      builder.region(Region.of(region));
    }
    return builder.build();
  }

  /** The SDK tells of every place where it looked; its first words are enough. */
  private static String reason(SdkException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof SdkClientException && message.startsWith("Unable to load region")) {
      return "no AWS region is set (AWS_REGION)";
    }
    if (e instanceof SdkClientException && message.startsWith("Unable to load credentials")) {
      return "no AWS credentials were found";
    }
    return message.length() <= MAX_REASON_LENGTH
        ? message
        : message.substring(0, MAX_REASON_LENGTH) + "…";
  }
}
