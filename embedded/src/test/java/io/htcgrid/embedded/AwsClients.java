package io.htcgrid.embedded;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SDK's clients as the product builds them, over one HTTP client. */
final class AwsClients implements AutoCloseable {
  private final SdkHttpClient http = Apache5HttpClient.builder().maxConnections(200).build();
  final DynamoDbClient dynamoDb;
  final SqsClient sqs;
  final S3Client s3;

  AwsClients(AwsEndpoints aws) {
    dynamoDb = at(aws, aws.dynamoDb(), DynamoDbClient.builder().httpClient(http)).build();
    sqs = at(aws, aws.sqs(), SqsClient.builder().httpClient(http)).build();
    s3 = at(aws, aws.s3(), S3Client.builder().httpClient(http).forcePathStyle(true)).build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(
      AwsEndpoints aws, @Nullable URI endpoint, B builder) {
    builder.region(Region.of(aws.region()));
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    if (aws.accessKeyId() != null && aws.secretAccessKey() != null) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(aws.accessKeyId(), aws.secretAccessKey())));
    }
    return builder;
  }

  @Override
  public void close() {
    dynamoDb.close();
    sqs.close();
    s3.close();
    http.close();
  }
}
