package io.htcgrid.control.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

@Isolated("sets system properties")
@ExtendWith(AwsServices.class)
class GridClientsTest {
  /** Keeps what was sent. */
  private static final class Recorder implements ExecutionInterceptor {
    private final List<SdkHttpRequest> requests = new ArrayList<>();

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      requests.add(context.httpRequest());
    }
  }

  private final AwsEndpoints aws;
  private final GridConfig config;

  GridClientsTest(AwsEndpoints aws, UniqueName name) {
    this.aws = aws;
    this.config = TestGrid.config(aws, name.value());
  }

  @Test
  void callsNameTheRelease() {
    Recorder recorder = new Recorder();
    try (GridClients clients = GridClients.builder(config).interceptor(recorder).open()) {
      clients.dynamoDb().listTables();
      clients.sqs().listQueues();
      clients.s3().listBuckets();
    }
    assertThat(Release.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(recorder.requests)
        .hasSize(3)
        .allSatisfy(
            request ->
                assertThat(request.firstMatchingHeader("User-Agent"))
                    .hasValueSatisfying(
                        agent -> assertThat(agent).contains("htcgrid/" + Release.version())));
  }

  @Test
  void givenClientsAreNotClosed() {
    try (GridClients owner = GridClients.open(config)) {
      GridClients guest =
          GridClients.builder(config)
              .dynamoDb(owner.dynamoDb())
              .sqs(owner.sqs())
              .s3(owner.s3())
              .open();
      assertThat(guest.dynamoDb()).isSameAs(owner.dynamoDb());
      guest.close();
      assertThat(owner.dynamoDb().listTables().tableNames()).doesNotContain("none");
      assertThat(owner.sqs().listQueues().queueUrls()).doesNotContain("none");
      assertThat(owner.s3().listBuckets().buckets()).isNotNull();
    }
  }

  @Test
  void ownClientsAreClosed() {
    GridClients clients = GridClients.open(config);
    clients.close();
    assertThatThrownBy(() -> clients.dynamoDb().listTables()).isInstanceOf(RuntimeException.class);
  }

  @Test
  void servicesShareTheConfigurationAndTheClock() {
    try (GridClients clients = GridClients.open(config)) {
      GridServices services = clients.services();
      assertThat(services.config()).isEqualTo(config);
      assertThat(services.clock()).isSameAs(clients.clock());
      assertThat(services.queues().levels()).isEqualTo(config.priorityLevels());
    }
  }

  @Test
  void endpointsThatTheSdkFindsAreUsedAndGetPathStyleRequests() {
    if (aws.s3() == null || aws.accessKeyId() == null) {
      return;
    }
    Recorder recorder = new Recorder();
    System.setProperty("aws.endpointUrlS3", String.valueOf(aws.s3()));
    System.setProperty("aws.accessKeyId", String.valueOf(aws.accessKeyId()));
    System.setProperty("aws.secretAccessKey", String.valueOf(aws.secretAccessKey()));
    GridConfig open =
        new GridConfig(
            config.grid(), aws.region(), null, null, null, config.bucket(), 3, true, false);
    try (GridClients clients = GridClients.builder(open).interceptor(recorder).open()) {
      clients.s3().createBucket(request -> request.bucket(config.bucket()));
      clients.s3().deleteBucket(request -> request.bucket(config.bucket()));
    } finally {
      System.clearProperty("aws.endpointUrlS3");
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
    assertThat(recorder.requests)
        .allMatch(request -> request.encodedPath().startsWith("/" + config.bucket()));
  }

  @Test
  void connectionsAreChecked() {
    assertThatThrownBy(() -> GridClients.builder(config).connections(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
