package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.queue.ReplyMessage;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

@ExtendWith(AwsServices.class)
class AgentNoticesTest {
  private final CountDownLatch mayClose = new CountDownLatch(1);

  @Test
  void aResultIsToldBeforeItsPageIsClosedAndItsMessageStaysUntilThen(
      AwsEndpoints aws, UniqueName name) {
    try (TestGrid grid = TestGrid.create(aws, name, new SlowToClose())) {
      String queue = grid.services().replies().create("c1");
      grid.agent();
      TestSubmission submission = grid.submit(1).priority(0).replyQueue(queue).go();

      List<ReplyMessage> first = grid.services().replies().receive(queue, Duration.ofSeconds(20));
      grid.services().replies().acknowledge(queue, first);
      assertThat(first)
          .flatExtracting(ReplyMessage::events)
          .singleElement()
          .isInstanceOf(SessionEvent.TaskCompleted.class);
      assertThat(grid.services().queues().depth(0).empty()).isFalse();

      mayClose.countDown();
      assertThat(grid.eventsUntilEnd(queue))
          .containsExactly(
              new SessionEvent.SessionEnded(
                  submission.id, SessionState.COMPLETED, EndReason.ALL_TASKS_ENDED));
      grid.awaitEmptyQueues();
      grid.services().replies().delete(queue);
    }
  }

  /** Holds up the first write of a group. */
  private final class SlowToClose implements ExecutionInterceptor {
    private static final AttributeValue NO_KEY = AttributeValue.fromS("");

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      if (context.request() instanceof UpdateItemRequest update
          && update.key().getOrDefault("sk", NO_KEY).s().startsWith("G#")) {
        try {
          mayClose.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
