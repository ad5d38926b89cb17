package io.htcgrid.system.trouble;

import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.embedded.AwsEndpoints;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A grid's clients that give up after two attempts, and wait a moment only between them. */
final class QuickClients implements AutoCloseable {
  private static final int CONNECTIONS = 64;
  private static final TrustManager[] NOBODY = {};
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final AwsEndpoints aws;
  private final List<ExecutionInterceptor> interceptors;
  private final SdkHttpClient http;
  private final DynamoDbClient dynamoDb;
  private final SqsClient sqs;
  private final S3Client s3;
  private final GridClients clients;

  private QuickClients(
      AwsEndpoints aws, GridConfig config, List<ExecutionInterceptor> interceptors) {
    this.aws = aws;
    this.interceptors = interceptors;
    this.http = http(aws);
    this.dynamoDb = at(aws.dynamoDb(), DynamoDbClient.builder()).build();
    this.sqs = at(aws.sqs(), SqsClient.builder()).build();
    this.s3 = at(aws.s3(), S3Client.builder()).forcePathStyle(aws.s3() != null).build();
    this.clients = GridClients.builder(config).dynamoDb(dynamoDb).sqs(sqs).s3(s3).open();
  }

  static QuickClients open(
      AwsEndpoints aws, GridConfig config, ExecutionInterceptor... interceptors) {
    return new QuickClients(aws, config, List.of(interceptors));
  }

  private static SdkHttpClient http(AwsEndpoints aws) {
    Apache5HttpClient.Builder builder = Apache5HttpClient.builder().maxConnections(CONNECTIONS);
    if (aws.dynamoDb() != null && "http".equals(aws.dynamoDb().getScheme())) {
      // Reading the certificates that nobody will show takes long.
      builder.tlsTrustManagersProvider(() -> NOBODY);
    }
    return builder.build();
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B at(
      @Nullable URI endpoint, B builder) {
    RetryStrategy retries =
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(2)
            .backoffStrategy(BackoffStrategy.fixedDelayWithoutJitter(PAUSE))
            .throttlingBackoffStrategy(BackoffStrategy.fixedDelayWithoutJitter(PAUSE))
            .circuitBreakerEnabled(false)
            .build();
    builder
        .httpClient(http)
        .credentialsProvider(credentials())
        .region(Region.of(aws.region()))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .executionInterceptors(interceptors)
                .retryStrategy(retries)
                .build());
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder;
  }

  private AwsCredentialsProvider credentials() {
    return aws.accessKeyId() == null
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(
                aws.accessKeyId(), Objects.requireNonNull(aws.secretAccessKey())));
  }

  GridClients clients() {
    return clients;
  }

  /** New ones, which know no queue's address yet. */
  GridServices services() {
    return clients.services();
  }

  /** The same as they will be after so long. */
  static GridServices later(GridServices services, Duration by) {
    return new GridServices(
        services.config(),
        services.table(),
        services.queues(),
        services.replies(),
        services.blobs(),
        InstantSource.offset(services.clock(), by));
  }

  @Override
  public void close() {
    clients.close();
    dynamoDb.close();
    sqs.close();
    s3.close();
    http.close();
  }
}
