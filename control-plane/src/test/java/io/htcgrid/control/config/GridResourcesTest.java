package io.htcgrid.control.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@ExtendWith(AwsServices.class)
class GridResourcesTest {
  private final GridClients clients;
  private final GridConfig config;
  private final GridResources resources;

  GridResourcesTest(AwsEndpoints aws, UniqueName name) {
    clients = GridClients.open(TestGrid.config(aws, name.value()));
    config = clients.config();
    resources = new GridResources(clients);
  }

  @AfterEach
  void delete() {
    resources.delete();
    clients.close();
  }

  @Test
  void createdResourcesAreAsTheGridNeedsThem() {
    resources.create();
    assertThat(
            clients
                .dynamoDb()
                .describeTable(request -> request.tableName(config.stateTableName()))
                .table()
                .tableStatusAsString())
        .isEqualTo("ACTIVE");
    for (int level = 0; level < config.priorityLevels(); level++) {
      assertThat(attributes(config.taskQueueName(level)))
          .hasEntrySatisfying(
              QueueAttributeName.REDRIVE_POLICY,
              policy -> assertThat(policy).contains("1000").contains(config.deadLetterQueueName()));
    }
    assertThat(attributes(config.deadLetterQueueName()))
        .doesNotContainKey(QueueAttributeName.REDRIVE_POLICY);
    assertThat(clients.s3().listObjectsV2(r -> r.bucket(config.bucket())).contents()).isEmpty();
  }

  @Test
  void creatingAgainChangesNothing() {
    resources.create();
    clients.s3().putObject(r -> r.bucket(config.bucket()).key("k"), RequestBody.fromString("v"));
    resources.create();
    assertThat(clients.s3().listObjectsV2(r -> r.bucket(config.bucket())).contents()).hasSize(1);
  }

  @Test
  void aQueueThatIsThereGetsTheAttributesOfThisRelease() {
    clients.sqs().createQueue(request -> request.queueName(config.taskQueueName(0)));
    resources.create();
    assertThat(attributes(config.taskQueueName(0))).containsKey(QueueAttributeName.REDRIVE_POLICY);
  }

  /** Asks what is sent, as not every emulator keeps it. */
  @Test
  void queuesKeepMessagesAsLongAndTakeThemAsLargeAsSqsCan() {
    List<CreateQueueRequest> sent = new ArrayList<>();
    ExecutionInterceptor recorder =
        new ExecutionInterceptor() {
          @Override
          public void beforeExecution(
              Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof CreateQueueRequest request) {
              sent.add(request);
            }
          }
        };
    try (GridClients recorded = GridClients.builder(config).interceptor(recorder).open()) {
      new GridResources(recorded).create();
    }
    assertThat(sent)
        .hasSize(config.priorityLevels() + 1)
        .allSatisfy(
            request ->
                assertThat(request.attributes())
                    .containsEntry(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600")
                    .containsEntry(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "1048576"));
  }

  @Test
  void deletingTakesEverythingAndCanBeRepeated() {
    resources.create();
    clients.services().replies().create("lost");
    clients.s3().putObject(r -> r.bucket(config.bucket()).key("k"), RequestBody.fromString("v"));
    resources.delete();
    resources.delete();
    assertThatThrownBy(
            () -> clients.dynamoDb().describeTable(r -> r.tableName(config.stateTableName())))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(clients.sqs().listQueues(r -> r.queueNamePrefix(config.grid())).queueUrls())
        .isEmpty();
    assertThat(clients.s3().listBuckets().buckets())
        .noneMatch(bucket -> Objects.equals(bucket.name(), config.bucket()));
  }

  private Map<QueueAttributeName, String> attributes(String queue) {
    String url = clients.sqs().getQueueUrl(request -> request.queueName(queue)).queueUrl();
    return clients
        .sqs()
        .getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
        .attributes();
  }
}
