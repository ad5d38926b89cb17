package io.htcgrid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@ResourceLock("data folder")
final class RestartTest {

  @TempDir Path folder;

  @Test
  void itemsSurvive() {
    Map<String, AttributeValue> item =
        Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("b"));
    run(
        aws -> {
          Tables.create(aws.dynamoDb, "grid-state");
          aws.dynamoDb.putItem(r -> r.tableName("grid-state").item(item));
        });
    run(
        aws ->
            assertThat(aws.dynamoDb.getItem(r -> r.tableName("grid-state").key(item)).item())
                .isEqualTo(item));
  }

  @Test
  void objectsSurviveWithTheirMetadata() {
    run(
        aws -> {
          aws.s3.createBucket(r -> r.bucket("grid-bucket"));
          aws.s3.putObject(
              r -> r.bucket("grid-bucket").key("in/a").metadata(Map.of("digest", "abc")),
              RequestBody.fromString("payload"));
        });
    run(
        aws -> {
          var object = aws.s3.getObjectAsBytes(r -> r.bucket("grid-bucket").key("in/a"));
          assertThat(object.asUtf8String()).isEqualTo("payload");
          assertThat(object.response().metadata()).containsEntry("digest", "abc");
        });
  }

  @Test
  void messagesSurviveAndThoseInFlightComeBack() {
    run(
        aws -> {
          String queue =
              aws.sqs
                  .createQueue(
                      r ->
                          r.queueName("grid-tasks-p0")
                              .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "2")))
                  .queueUrl();
          for (String body : List.of("received", "deleted", "waiting")) {
            aws.sqs.sendMessage(r -> r.queueUrl(queue).messageBody(body).messageGroupId("session"));
          }
          assertThat(receive(aws, queue).body()).isEqualTo("received");
          Message second = receive(aws, queue);
          assertThat(second.body()).isEqualTo("deleted");
          aws.sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(second.receiptHandle()));
        });
    run(
        aws -> {
          String queue = aws.sqs.getQueueUrl(r -> r.queueName("grid-tasks-p0")).queueUrl();
          List<Message> messages = List.of(receive(aws, queue), receive(aws, queue));
          assertThat(
                  messages.stream()
                      .collect(Collectors.toMap(Message::body, RestartTest::receiveCount)))
              .containsExactlyInAnyOrderEntriesOf(Map.of("waiting", "1", "received", "2"));
          assertThat(messages)
              .allSatisfy(
                  each ->
                      assertThat(each.attributes())
                          .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "session"));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb/shared-local-instance.db, DynamoDB Local",
    "sqs/queues.mv.db, ElasticMQ",
  })
  void aDamagedDatabaseIsReportedAtStartAndFreesTheFolder(String file, String service)
      throws IOException {
    run(aws -> {});
    Files.writeString(folder.resolve(file), "damaged".repeat(10_000));

    assertThatThrownBy(() -> EmbeddedAws.builder().dataFolder(folder).start())
        .isInstanceOf(EmbeddedServiceException.class)
        .hasMessageStartingWith(service + " did not start");

    Files.delete(folder.resolve(file));
    run(aws -> assertThat(aws.sqs.listQueues().queueUrls()).isEmpty());
  }

  private static String receiveCount(Message message) {
    return String.valueOf(
        message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
  }

  private static Message receive(AwsClients aws, String queue) {
    return aws.sqs
        .receiveMessage(
            r ->
                r.queueUrl(queue)
                    .waitTimeSeconds(20)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages()
        .get(0);
  }

  private void run(Consumer<AwsClients> work) {
    try (EmbeddedAws embedded = EmbeddedAws.builder().dataFolder(folder).start();
        AwsClients aws = new AwsClients(embedded.endpoints())) {
      work.accept(aws);
    }
  }
}
