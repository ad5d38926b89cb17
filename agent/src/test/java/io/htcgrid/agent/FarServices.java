package io.htcgrid.agent;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Makes calls take as long as they do in AWS: group commit depends on that. */
final class FarServices implements ExecutionInterceptor {
  static final Duration S3 = Duration.ofMillis(30);

  private static final Map<String, Duration> LATENCIES =
      Map.of("DynamoDb", Duration.ofMillis(5), "Sqs", Duration.ofMillis(10), "S3", S3);

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    LockSupport.parkNanos(LATENCIES.getOrDefault(service, Duration.ZERO).toNanos());
  }
}
