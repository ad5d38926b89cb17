package io.htcgrid.control.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.TestGrid;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
class SqsReplyQueuesTest extends ReplyQueuesContract {
  private final TestGrid grid;
  private final GridClients clients;
  private final SqsReplyQueues queues;

  SqsReplyQueuesTest(AwsEndpoints aws, UniqueName name) {
    grid = TestGrid.create(aws, name.value());
    clients = grid.clients();
    queues = new SqsReplyQueues(clients.sqs(), clients.config());
  }

  @AfterEach
  void delete() {
    grid.close();
  }

  @Override
  ReplyQueues queues() {
    return queues;
  }

  @Override
  void sendRaw(String queue, String body) {
    clients.sqs().sendMessage(request -> request.queueUrl(queue).messageBody(body));
  }

  @Override
  Instant now() {
    return clients.clock().instant();
  }

  @Test
  void aQueueIsTaggedWithItsGridAndConnector() {
    String queue = queues.create("one");
    assertThat(clients.sqs().listQueueTags(request -> request.queueUrl(queue)).tags())
        .isEqualTo(
            Map.of(
                SqsReplyQueues.GRID_TAG,
                clients.config().grid(),
                SqsReplyQueues.CONNECTOR_TAG,
                "one"));
  }
}
