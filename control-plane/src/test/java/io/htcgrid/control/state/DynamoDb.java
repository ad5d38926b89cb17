package io.htcgrid.control.state;

import io.htcgrid.embedded.AwsEndpoints;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Clients for tests. */
public final class DynamoDb {
  private DynamoDb() {}

  public static DynamoDbClient client(
      AwsEndpoints endpoints, ExecutionInterceptor... interceptors) {
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder()
            .region(Region.of(endpoints.region()))
            .httpClientBuilder(Apache5HttpClient.builder().maxConnections(128))
            .overrideConfiguration(
                override -> {
                  for (ExecutionInterceptor each : interceptors) {
                    override.addExecutionInterceptor(each);
                  }
                });
    URI endpoint = endpoints.dynamoDb();
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    String key = endpoints.accessKeyId();
    String secret = endpoints.secretAccessKey();
    if (key != null && secret != null) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)));
    }
    return builder.build();
  }
}
