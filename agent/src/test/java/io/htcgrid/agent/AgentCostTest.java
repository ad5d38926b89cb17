package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.SessionState;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
    // Slow enough for claims to gather beside a read on a busy machine too.
    FarServices services = new FarServices(FarServices.S3.multipliedBy(4));
    try (TestGrid grid = TestGrid.create(aws, name, calls, services)) {
      TestSubmission submission = grid.submit(200).withoutCopies().go();
      grid.agent(settings -> settings.slots(8));
      assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);

      assertThat(calls.perTask("S3.GetObject", 200)).as("gets in %s", calls).isBetween(0.001, 0.5);
    }
  }
}
