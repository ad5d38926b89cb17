package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RetryRule;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.control.queue.TaskQueues;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.Message;

@ExtendWith(AwsServices.class)
class AgentTroubleTest {
  private static final RetryPolicy TWICE_AT_ONCE =
      new RetryPolicy(
          List.of(
              new RetryRule(
                  List.of("FUNCTION_CRASHED"), Duration.ZERO, 1, 2, Duration.ofMinutes(1))));
  private static final LeaseTerms SHORT =
      new LeaseTerms(Duration.ofSeconds(4), Duration.ofSeconds(1));

  @Test
  void nothingIsLostWhenEveryTenthCallFailsOrLosesItsReply(AwsEndpoints aws, UniqueName name) {
    FaultyServices faults = new FaultyServices(42);
    try (TestGrid grid = TestGrid.create(aws, name, faults)) {
      grid.agent(s -> s.lease(SHORT));
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
  void aMessageThatMeetsADefectIsPutAsideWithReasonAndCountAndTheAgentGoesOn(
      AwsEndpoints aws, UniqueName name) {
    FaultyServices faults = new FaultyServices(1);
    try (TestGrid grid = TestGrid.create(aws, name, faults)) {
      Agent agent = grid.agent();
      TestSubmission submission = grid.submit(1);
      faults.refuse(request -> isDefect(request, submission));
      submission.go();

      Message dead = grid.awaitDeadLetter();

      assertThat(dead.body()).contains(submission.id.value(), "\"unhandled\":1");
      assertThat(dead.messageAttributes().toString())
          .contains("could not handle it: java.lang.IllegalStateException: a defect");
      grid.awaitEmptyQueues();
      assertThat(grid.awaitEnd(grid.submit(1).go().id).counts())
          .isEqualTo(new OutcomeCounts(1, 0, 0));
      assertThat(agent.health().ready()).as("%s", agent.health()).isTrue();
    }
  }

  private static boolean isDefect(SdkRequest request, TestSubmission submission) {
    if (request instanceof UpdateItemRequest update
        && update.key().toString().contains(submission.id.value())) {
      throw new IllegalStateException("a defect");
    }
    return false;
  }

  @Test
  void resultsWaitForS3AndNothingNewIsTakenMeanwhile(AwsEndpoints aws, UniqueName name) {
    FaultyServices faults = new FaultyServices(1);
    try (TestGrid grid = TestGrid.create(aws, name, faults)) {
      Agent agent = grid.agent();
      faults.down("S3");
      TestSubmission submission = grid.submit(4).go();
      Await.until(
          "storing fails", () -> agent.health().reasons().toString().contains("store fails"));
      TestSubmission later = grid.submit(40).go();
      int injected = faults.injected();
      Await.until("storing was repeated", () -> faults.injected() >= injected + 10);
      // What a receive that was under way brings; forty would be run otherwise.
      assertThat(grid.functions.calls().size()).isBetween(4, 4 + TaskQueues.BATCH);
      faults.stop();

      assertThat(grid.awaitEnd(submission.id).counts()).isEqualTo(new OutcomeCounts(4, 0, 0));
      assertThat(grid.awaitEnd(later.id).counts()).isEqualTo(new OutcomeCounts(40, 0, 0));
      assertThat(grid.functions.calls()).hasSize(44);
    }
  }

  @Test
  void functionsWaitWhenResultsThatCannotBeStoredFillTheMemory(AwsEndpoints aws, UniqueName name) {
    FaultyServices faults = new FaultyServices(1);
    try (TestGrid grid = TestGrid.create(aws, name, faults)) {
      CountDownLatch release = new CountDownLatch(1);
      grid.functions.define(
          "big",
          call -> {
            release.await();
            return FunctionServer.Reply.result(new byte[100_000]);
          });
      Agent agent = grid.agent(s -> s.resultBytes(300_000));
      // Short tasks teach it to prefetch.
      grid.awaitEnd(grid.submit(60).go().id);
      int before = grid.functions.calls().size();
      TestSubmission submission = grid.submit(30).function("big").go();
      Await.until("many wait for a slot", () -> prefetched(agent) > 10);
      faults.down("S3");

      release.countDown();
      Await.until("storing was repeated", () -> faults.injected() > 20);

      // Three results are in memory; the slots wait with one each.
      assertThat(grid.functions.calls()).hasSize(before + 5);
      faults.stop();
      assertThat(grid.awaitEnd(submission.id).counts()).isEqualTo(new OutcomeCounts(30, 0, 0));
    }
  }

  private static double prefetched(Agent agent) {
    return agent
        .metrics()
        .lines()
        .filter(line -> line.startsWith("htcgrid_agent_prefetched{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void theHistoryOfTriesSurvivesReadsThatFail(AwsEndpoints aws, UniqueName name) {
    FaultyServices faults = new FaultyServices(1);
    try (TestGrid grid = TestGrid.create(aws, name, faults)) {
      grid.functions.define(
          "crashes",
          call ->
              FunctionServer.Reply.error(
                  "Unhandled", "Runtime.ExitError", "number " + call.attempt(), "log\n"));
      AtomicInteger reads = new AtomicInteger();
      faults.refuse(
          request -> request instanceof GetObjectRequest && reads.incrementAndGet() % 3 != 0);
      grid.agent();
      TestSubmission submission = grid.submit(1).function("crashes").retry(TWICE_AT_ONCE).go();

      grid.awaitEnd(submission.id);

      RunRecord run = grid.run(submission.task(0)).orElseThrow();
      byte[] log = grid.services().blobs().read(run.task(), Objects.requireNonNull(run.log()));
      assertThat(new String(log, StandardCharsets.UTF_8).lines())
          .hasSize(2)
          .first()
          .asString()
          .contains("number 1");
      assertThat(faults.injected()).isEqualTo(2);
    }
  }

  @Test
  void messagesAreAcknowledgedAfterAnErrorMetTheirThread(AwsEndpoints aws, UniqueName name) {
    FaultyServices faults = new FaultyServices(1);
    try (TestGrid grid = TestGrid.create(aws, name, faults)) {
      Agent agent = grid.agent(s -> s.lease(SHORT));
      AtomicBoolean met = new AtomicBoolean();
      faults.refuse(
          request -> {
            if (request instanceof DeleteMessageBatchRequest && met.compareAndSet(false, true)) {
              throw new LinkageError("as a test wants it");
            }
            return false;
          });

      grid.awaitEnd(grid.submit(1).go().id);

      grid.awaitEmptyQueues();
      assertThat(met).isTrue();
      assertThat(agent.health().live()).isTrue();
    }
  }

  @Test
  void aFailureThatCouldNotEndItsFailFastSessionIsNotAcknowledged(
      AwsEndpoints aws, UniqueName name) {
    FaultyServices faults = new FaultyServices(1);
    try (TestGrid grid = TestGrid.create(aws, name, faults)) {
      grid.functions.define(
          "one-fails",
          call ->
              call.text().endsWith("1")
                  ? FunctionServer.Reply.error("Handled", "E", "m", "")
                  : call.hang());
      Agent agent = grid.agent(s -> s.lease(SHORT));
      faults.refuse(AgentTroubleTest::updatesASession);
      TestSubmission submission = grid.submit(2).function("one-fails").failFast().go();
      Await.until(
          "the failure is committed", () -> grid.progress(submission.id, 0).failed().contains(1));

      agent.close();
      faults.stop();
      assertThat(grid.session(submission.id).ended()).isFalse();
      grid.agent(s -> s.lease(SHORT));

      assertThat(grid.awaitEnd(submission.id).endReason()).isEqualTo(EndReason.FAILED_FAST);
    }
  }

  private static boolean updatesASession(SdkRequest request) {
    return request instanceof UpdateItemRequest update
        && update.key().toString().contains("SESSION");
  }
}
