package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
class AgentTroubleTest {

  @Test
  void nothingIsLostWhenEveryTenthCallFailsOrLosesItsReply(AwsEndpoints aws, UniqueName name) {
    FaultyServices faults = new FaultyServices(42);
    try (TestGrid grid = TestGrid.create(aws, name, faults)) {
      grid.agent(s -> s.lease(new LeaseTerms(Duration.ofSeconds(4), Duration.ofSeconds(1))));
      faults.failOneIn(20);
      faults.loseOneReplyIn(20);
      TestSubmission submission = grid.submit(120).withoutCopies().go();

      SessionRecord session = grid.awaitEnd(submission.id);
      faults.stop();

      assertThat(session.counts()).isEqualTo(new OutcomeCounts(120, 0, 0));
      for (int index = 0; index < 120; index++) {
        assertThat(grid.result(submission.task(index))).isEqualTo("payload " + index);
      }
      grid.awaitEmptyQueues();
      assertThat(faults.injected()).isPositive();
    }
  }

  @Test
  void anAgentRecoversWhenAServiceComesBack(AwsEndpoints aws, UniqueName name) {
    FaultyServices faults = new FaultyServices(1);
    try (TestGrid grid = TestGrid.create(aws, name, faults)) {
      CountDownLatch release = new CountDownLatch(1);
      grid.functions.define(
          "waits",
          call -> {
            release.await();
            return FunctionServer.Reply.result("done");
          });
      Agent agent = grid.agent();
      TestSubmission submission = grid.submit(10).function("waits").go();
      Await.until("two run", () -> grid.functions.calls().size() == 2);

      faults.down("DynamoDb");
      release.countDown();
      Await.until(
          "the agent says so", () -> agent.health().reasons().toString().contains("finish fails"));
      assertThat(agent.health().live()).isTrue();
      assertThat(agent.health().ready()).isFalse();
      faults.stop();

      assertThat(grid.awaitEnd(submission.id).counts()).isEqualTo(new OutcomeCounts(10, 0, 0));
      assertThat(grid.functions.calls()).hasSize(10);
      Await.until("the agent is ready", () -> agent.health().ready());
    }
  }

  @Test
  void resultsWaitForS3(AwsEndpoints aws, UniqueName name) {
    FaultyServices faults = new FaultyServices(1);
    try (TestGrid grid = TestGrid.create(aws, name, faults)) {
      Agent agent = grid.agent();
      faults.down("S3");
      TestSubmission submission = grid.submit(4).go();
      Await.until(
          "storing fails", () -> agent.health().reasons().toString().contains("store fails"));
      faults.stop();

      assertThat(grid.awaitEnd(submission.id).counts()).isEqualTo(new OutcomeCounts(4, 0, 0));
      assertThat(grid.functions.calls()).hasSize(4);
    }
  }
}
