package io.htcgrid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

@ExtendWith(AwsServices.class)
final class SqsServiceTest {
  private static final int MIB = 1024 * 1024;

  private final AwsClients aws;
  private final String name;
  private final String queue;

  SqsServiceTest(AwsEndpoints endpoints, UniqueName name) {
    this.aws = new AwsClients(endpoints);
    this.name = name.value();
    this.queue = aws.sqs.createQueue(r -> r.queueName(name.value())).queueUrl();
  }

  @AfterEach
  void deleteQueue() {
    aws.sqs.deleteQueue(r -> r.queueUrl(queue));
    aws.close();
  }

  @Test
  void aQueueIsFoundByItsName() {
    assertThat(aws.sqs.getQueueUrl(r -> r.queueName(name)).queueUrl()).isEqualTo(queue);
  }

  @Test
  void waitingReceivesAreAnsweredByLaterSends() throws Exception {
    int receivers = 40;
    ExecutorService threads = Executors.newFixedThreadPool(receivers);
    try {
      List<Future<List<Message>>> waiting = new ArrayList<>();
      for (int i = 0; i < receivers; i++) {
        waiting.add(threads.submit(() -> receive(20)));
      }
      for (int i = 0; i < receivers; i++) {
        send("message " + i);
      }
      for (Future<List<Message>> each : waiting) {
        assertThat(each.get()).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aMessageOfOneMebibyteArrivesWhole() {
    String body = "x".repeat(MIB);
    send(body);

    assertThat(receive(20)).singleElement().extracting(Message::body).isEqualTo(body);
  }

  @Test
  void aMessageOfMoreThanOneMebibyteIsRefused() {
    assertThatThrownBy(() -> send("x".repeat(MIB + 1))).isInstanceOf(SqsException.class);
  }

  @Test
  void aDelayedMessageArrivesLater() {
    aws.sqs.sendMessage(r -> r.queueUrl(queue).messageBody("later").delaySeconds(1));

    assertThat(receive(0)).isEmpty();
    assertThat(receive(20)).singleElement().extracting(Message::body).isEqualTo("later");
  }

  @Test
  void aStandardQueueTakesAMessageGroup() {
    aws.sqs.sendMessage(r -> r.queueUrl(queue).messageBody("a").messageGroupId("session"));

    assertThat(receive(20).get(0).attributes())
        .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "session");
  }

  @Test
  void messagesOfOneGroupAreInFlightTogether() {
    for (int i = 0; i < 2; i++) {
      aws.sqs.sendMessage(r -> r.queueUrl(queue).messageBody("a").messageGroupId("session"));
    }

    assertThat(receive(20)).hasSize(1);
    assertThat(receive(20)).hasSize(1);
  }

  @Test
  void aMessageMadeVisibleIsReceivedAgainAndCounted() {
    send("again");
    Message first = receive(20).get(0);

    assertThat(receive(0)).isEmpty();
    aws.sqs.changeMessageVisibility(
        r -> r.queueUrl(queue).receiptHandle(first.receiptHandle()).visibilityTimeout(0));

    assertThat(receive(20).get(0).attributes())
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2");
  }

  @Test
  void aQueueCountsItsMessages() {
    send("visible");
    send("in flight");
    aws.sqs.sendMessage(r -> r.queueUrl(queue).messageBody("delayed").delaySeconds(900));
    receive(20);

    assertThat(
            aws.sqs
                .getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                .attributes())
        .containsAllEntriesOf(
            Map.of(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "1",
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "1",
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, "1"));
  }

  private void send(String body) {
    aws.sqs.sendMessage(r -> r.queueUrl(queue).messageBody(body));
  }

  private List<Message> receive(int waitSeconds) {
    return aws.sqs
        .receiveMessage(
            r ->
                r.queueUrl(queue)
                    .waitTimeSeconds(waitSeconds)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }
}
