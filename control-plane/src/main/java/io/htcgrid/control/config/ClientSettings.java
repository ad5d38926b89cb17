package io.htcgrid.control.config;

import java.time.Duration;
import java.util.List;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** How long calls may take, how often they are repeated, and what they say of themselves. */
final class ClientSettings {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** Longer than SQS's longest poll, 20 s. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** Shorter than what servers allow, so that no call meets a connection just closed. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** A claim's heartbeat must be able to fail and be repeated within its lease. */
  private static final Duration DYNAMODB_ATTEMPT = Duration.ofSeconds(5);

  private static final Duration DYNAMODB_CALL = Duration.ofSeconds(25);
  private static final Duration SQS_CALL = Duration.ofSeconds(60);

  /** 32 MiB over a slow line. */
  private static final Duration S3_CALL = Duration.ofMinutes(5);

  private static final TrustManager[] TRUST_NOBODY = {};

  private ClientSettings() {}

  /**
   * One pool for all services; TCP_NODELAY is the Apache client's default.
   *
   * @param plain whether no call is encrypted: reading the certificates that nobody will show takes
   *     a good part of a short program's start
   */
  static SdkHttpClient httpClient(int connections, boolean plain) {
    Apache5HttpClient.Builder builder = Apache5HttpClient.builder();
    if (plain) {
      builder.tlsTrustManagersProvider(() -> TRUST_NOBODY);
    }
    builder
        .maxConnections(connections)
        .connectionTimeout(CONNECT)
        .socketTimeout(SILENCE)
        // Long polls may hold every connection for 20 s.
        .connectionAcquisitionTimeout(SILENCE)
        .connectionMaxIdleTime(IDLE)
        .tcpKeepAlive(true);
    return new AbortableHttpClient(builder.build());
  }

  static ClientOverrideConfiguration dynamoDb(List<ExecutionInterceptor> interceptors) {
    return overrides(interceptors, DYNAMODB_ATTEMPT, DYNAMODB_CALL);
  }

  static ClientOverrideConfiguration sqs(List<ExecutionInterceptor> interceptors) {
    return overrides(interceptors, null, SQS_CALL);
  }

  static ClientOverrideConfiguration s3(List<ExecutionInterceptor> interceptors) {
    return overrides(interceptors, null, S3_CALL);
  }

  private static ClientOverrideConfiguration overrides(
      List<ExecutionInterceptor> interceptors, @Nullable Duration attempt, Duration call) {
    return ClientOverrideConfiguration.builder()
        .executionInterceptors(interceptors)
        .retryStrategy(RetryMode.STANDARD)
        .apiCallAttemptTimeout(attempt)
        .apiCallTimeout(call)
        .putAdvancedOption(
            SdkAdvancedClientOption.USER_AGENT_SUFFIX, "htcgrid/" + Release.version())
        .build();
  }
}
