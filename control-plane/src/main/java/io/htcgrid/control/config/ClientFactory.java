package io.htcgrid.control.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Builds a grid's clients over one HTTP client and one source of credentials. */
final class ClientFactory {
  /** Any key will do for services that check none; this one says so where it is logged. */
  private static final String LOCAL_KEY = "htcgridlocal";

  private final GridConfig config;
  private final int connections;
  private final List<ExecutionInterceptor> interceptors;
  private final List<SdkAutoCloseable> built = new ArrayList<>();
  private @Nullable SdkHttpClient http;
  private @Nullable AwsCredentialsProvider credentials;

  ClientFactory(GridConfig config, int connections, List<ExecutionInterceptor> interceptors) {
    this.config = config;
    this.connections = connections;
    this.interceptors = List.copyOf(interceptors);
  }

  DynamoDbClient dynamoDb() {
    DynamoDbClientBuilder builder =
        at(config.dynamoDbEndpoint(), DynamoDbClient.builder())
            .overrideConfiguration(ClientSettings.dynamoDb(interceptors));
    return built(builder.build());
  }

  SqsClient sqs() {
    SqsClientBuilder builder =
        at(config.sqsEndpoint(), SqsClient.builder())
            .overrideConfiguration(ClientSettings.sqs(interceptors));
    return built(builder.build());
  }

  S3Client s3() {
    S3ClientBuilder builder =
        at(config.s3Endpoint(), S3Client.builder())
            .overrideConfiguration(ClientSettings.s3(interceptors))
            // Blobs carry checksums of their own, which their writer gives and their reader checks.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .forcePathStyle(config.s3Endpoint() != null);
    S3Client client = builder.build();
    if (config.s3Endpoint() == null
        && client.serviceClientConfiguration().endpointOverride().isPresent()) {
      // The SDK found an endpoint by itself, in AWS_ENDPOINT_URL or a profile.
      client.close();
      client = builder.forcePathStyle(true).build();
    }
    return built(client);
  }

  /** All that has to be closed, what was built last first. */
  List<SdkAutoCloseable> built() {
    return List.copyOf(built);
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B at(
      @Nullable URI endpoint, B builder) {
    builder.httpClient(http()).credentialsProvider(credentials());
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    if (config.region() != null) {
      builder.region(Region.of(config.region()));
    } else if (config.localCredentials()) {
      builder.region(Region.of(GridConfig.LOCAL_REGION));
    }
    return builder;
  }

  private SdkHttpClient http() {
    SdkHttpClient known = http;
    if (known == null) {
      known = built(ClientSettings.httpClient(connections, plain()));
      http = known;
    }
    return known;
  }

  /** Whether no call is encrypted. */
  private boolean plain() {
    return plain(config.dynamoDbEndpoint())
        && plain(config.sqsEndpoint())
        && plain(config.s3Endpoint());
  }

  private static boolean plain(@Nullable URI endpoint) {
    return endpoint != null && "http".equalsIgnoreCase(endpoint.getScheme());
  }

  private AwsCredentialsProvider credentials() {
    AwsCredentialsProvider known = credentials;
    if (known == null) {
      known =
          config.localCredentials()
              ? StaticCredentialsProvider.create(AwsBasicCredentials.create(LOCAL_KEY, LOCAL_KEY))
              : built(DefaultCredentialsProvider.builder().build());
      credentials = known;
    }
    return known;
  }

  private <T extends SdkAutoCloseable> T built(T closeable) {
    built.add(0, closeable);
    return closeable;
  }
}
