package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.SessionState;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** How many requests a task costs; docs/performance.md quotes these bounds. */
@ExtendWith(AwsServices.class)
class AgentCostTest {
  private static final int TASKS = 600;

  /** How much shares a request depends on how fast the agent is. */
  private static final int WARM_UP = 100;

  @Test
  void smallTasksCostFewRequests(AwsEndpoints aws, UniqueName name) {
    CallCounter calls = new CallCounter();
    try (TestGrid grid = TestGrid.create(aws, name, calls, new FarServices())) {
      String queue = grid.services().replies().create("c1");
      Agent agent = grid.agent(settings -> settings.slots(8).settingsEvery(Duration.ofSeconds(10)));
      grid.awaitEnd(grid.submit(WARM_UP).go().id);
      grid.awaitEmptyQueues();
      calls.reset();
      long begin = System.nanoTime();
      TestSubmission submission = grid.submit(TASKS).replyQueue(queue).go();
      assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);
      grid.awaitEmptyQueues();
      agent.close();
      Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
      grid.services().replies().delete(queue);

      assertThat(grid.functions.calls()).hasSize(TASKS + WARM_UP);
      // A claim and a finish each, and the updates of pages, group and session.
      assertThat(calls.perTask("DynamoDb.UpdateItem", TASKS))
          .as("writes in %s", calls)
          .isBetween(2.0, 2.3);
      // The session every two seconds, the settings every ten.
      assertThat(calls.perTask("DynamoDb.GetItem", TASKS)).as("reads in %s", calls).isLessThan(0.1);
      assertThat(calls.perTask("Sqs.", TASKS)).as("queue requests in %s", calls).isLessThan(0.5);
      // What ends while a put is under way shares the next one: one put at a time, however slow the
      // machine. At 250 tasks a second these are 0.13 puts a task.
      assertThat(calls.count("S3.PutObject"))
          .as("puts in %s, in %s", calls, elapsed)
          .isBetween(1L, 1 + elapsed.dividedBy(FarServices.S3));
      assertThat(calls.perTask("S3.GetObject", TASKS)).as("gets in %s", calls).isZero();
    }
  }

  @Test
  void payloadsOfOneBundleAreReadTogether(AwsEndpoints aws, UniqueName name) {
    CallCounter calls = new CallCounter();
    // As many as are claimed before one of them has run.
    int tasks = 8;
    try (TestGrid grid = TestGrid.create(aws, name, calls, new ReadsWait(tasks))) {
      TestSubmission submission = grid.submit(tasks).withoutCopies().go();
      grid.agent(settings -> settings.slots(8));
      assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);

      // The first one's, what was claimed beside it, and at most one that was claimed just then.
      assertThat(calls.count("S3.GetObject")).as("gets in %s", calls).isBetween(1L, 3L);
    }
  }

  /** No payload is read before so many tasks were claimed. */
  private static final class ReadsWait implements ExecutionInterceptor {
    private final AtomicInteger claimed = new AtomicInteger();
    private final int claims;

    ReadsWait(int claims) {
      this.claims = claims;
    }

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      if (context.request() instanceof GetObjectRequest) {
        Await.until("tasks are claimed beside a read", () -> claimed.get() >= claims);
      }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      if (context.request() instanceof UpdateItemRequest) {
        claimed.incrementAndGet();
      }
    }
  }
}
