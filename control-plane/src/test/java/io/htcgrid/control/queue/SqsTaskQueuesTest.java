package io.htcgrid.control.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.TestGrid;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.SqsClient;

@ExtendWith(AwsServices.class)
class SqsTaskQueuesTest extends TaskQueuesContract {
  private final TestGrid grid;
  private final GridConfig config;
  private final SqsClient sqs;
  private final SqsTaskQueues queues;

  SqsTaskQueuesTest(AwsEndpoints aws, UniqueName name) {
    grid = TestGrid.create(aws, name.value());
    config = grid.clients().config();
    sqs = grid.clients().sqs();
    queues = new SqsTaskQueues(sqs, config);
  }

  @AfterEach
  void delete() {
    grid.close();
  }

  @Override
  TaskQueues queues() {
    return queues;
  }

  @Override
  void sendRaw(int level, String body) {
    sqs.sendMessage(
        request -> request.queueUrl(url(config.taskQueueName(level))).messageBody(body));
  }

  @Override
  void passSecond() {
    // It passes by itself.
  }

  @Test
  void aMissingQueueSaysThatTheGridIsMissing() {
    TaskQueues elsewhere = new SqsTaskQueues(sqs, GridConfig.of("nowhere", "bucket"));
    assertThatThrownBy(() -> elsewhere.depth(0))
        .isInstanceOf(QueueMissingException.class)
        .hasMessageContaining("no queue nowhere-tasks-p0 in ")
        .hasMessageContaining("grid nowhere does not exist there");
  }

  @Test
  void aQueueDeletedSinceIsMissing() {
    queues.depth(0);
    sqs.deleteQueue(request -> request.queueUrl(url(config.taskQueueName(0))));
    assertThatThrownBy(() -> queues.receive(0, 1, Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(QueueMissingException.class);
    assertThatThrownBy(() -> queues.send(0, "k", List.of(Messages.task(0)), Duration.ZERO))
        .isInstanceOf(QueueMissingException.class);
  }

  @Test
  void theReceiptsThatAreRefusedAreNamed() {
    String bad = "no receipt";
    queues.send(0, "k", List.of(Messages.task(0)), Duration.ZERO);
    String good =
        queues.receive(0, 1, Duration.ofSeconds(5), Duration.ofMinutes(1)).get(0).receipt();
    assertThat(
            queues.changeVisibility(
                0, Map.of(bad, Duration.ofMinutes(1), good, Duration.ofMinutes(2))))
        .containsExactly(bad);
  }

  private String url(String name) {
    return sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
  }
}
