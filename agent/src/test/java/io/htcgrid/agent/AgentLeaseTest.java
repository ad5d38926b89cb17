package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.protocol.CancelTask;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.control.queue.QueueDepth;
import io.htcgrid.control.state.Claim;
import io.htcgrid.control.state.ClaimResult;
import io.htcgrid.data.TaskId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Order(1) // The longest: other classes run beside it.
@ExtendWith(AwsServices.class)
class AgentLeaseTest {
  private static final LeaseTerms SHORT =
      new LeaseTerms(Duration.ofSeconds(3), Duration.ofSeconds(1));

  private TestGrid grid;

  @BeforeEach
  void start(AwsEndpoints aws, UniqueName name) {
    grid = TestGrid.create(aws, name);
  }

  @AfterEach
  void stop() {
    grid.close();
  }

  @Test
  void aTaskLongerThanItsLeaseIsRenewedAndRunsOnce() {
    CountDownLatch release = new CountDownLatch(1);
    grid.functions.define(
        "long",
        call -> {
          release.await();
          return FunctionServer.Reply.result("done");
        });
    grid.agent(settings -> settings.lease(SHORT));
    grid.agent(settings -> settings.lease(SHORT));
    TestSubmission submission = grid.submit(1).function("long").go();
    awaitRenewals(submission.task(0));
    release.countDown();

    assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);
    assertThat(grid.run(submission.task(0)).orElseThrow().attempt()).isEqualTo(1);
    assertThat(grid.functions.calls()).hasSize(1);
    grid.awaitEmptyQueues();
  }

  private void awaitRenewals(TaskId task) {
    Instant firstEnd =
        Objects.requireNonNull(grid.awaitRun(task, TaskState.RUNNING).leaseExpiresAt());
    Await.until(
        "the lease was renewed over three times its length",
        () ->
            grid.run(task)
                .map(RunRecord::leaseExpiresAt)
                .map(end -> end.isAfter(firstEnd.plusSeconds(9)))
                .orElse(false));
  }

  @Test
  void theMessageOfATaskLongerThanItsLeaseDoesNotReappear() {
    grid.functions.define("hangs", FunctionServer.Call::hang);
    // No other slot, so whatever became visible would stay so.
    grid.agent(settings -> settings.lease(SHORT).slots(1).prefetch(0));
    TestSubmission submission = grid.submit(1).function("hangs").go();
    Await.until("it is in flight", () -> grid.services().queues().depth(1).inFlight() == 1);

    awaitRenewals(submission.task(0));

    QueueDepth depth = grid.services().queues().depth(1);
    assertThat(depth.visible()).isZero();
    assertThat(depth.inFlight()).isEqualTo(1);
  }

  @Test
  void leasesAreRenewedWhileVisibilityCannotBe() {
    FaultyServices faults = new FaultyServices(1);
    CountDownLatch release = new CountDownLatch(1);
    grid.functions.define(
        "long",
        call -> {
          release.await();
          return FunctionServer.Reply.result("done");
        });
    grid.heartbeats(faults).agent(settings -> settings.lease(SHORT));
    TestSubmission submission = grid.submit(1).function("long").go();
    Await.until("it runs", () -> !grid.functions.calls().isEmpty());
    faults.hang("Sqs");

    awaitRenewals(submission.task(0));

    assertThat(faults.injected()).isPositive();
    release.countDown();
    grid.awaitEnd(submission.id);
    faults.stop();
    assertThat(grid.run(submission.task(0)).orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void aPageThatDoesNotAnswerKeepsNoOtherFromItsHeartbeat() {
    int stuck = 12;
    SilentPartition silent = new SilentPartition();
    grid.functions.define("hang", FunctionServer.Call::hang);
    grid.heartbeats(silent).agent(settings -> settings.slots(stuck + 1).lease(SHORT));
    TestSubmission silenced = grid.submit(stuck).function("hang");
    TestSubmission other = grid.submit(1).function("hang");
    silent.begin("P#" + silenced.id);
    try {
      silenced.go();
      Await.until("all of them run", () -> grid.functions.calls().size() == stuck);
      Await.until("one is asked to be renewed", silent::asked);

      other.go();

      awaitRenewals(other.task(0));
      assertThat(grid.run(other.task(0)).orElseThrow().attempt()).isEqualTo(1);
    } finally {
      silent.end();
    }
  }

  @Test
  void aTaskWhoseReceiptExpiredIsCommittedOnceAndItsMessageGoesToo() {
    FaultyServices faults = new FaultyServices(1);
    CountDownLatch release = new CountDownLatch(1);
    grid.functions.define(
        "long",
        call -> {
          release.await();
          return FunctionServer.Reply.result("done");
        });
    Agent agent = grid.heartbeats(faults).agent(settings -> settings.lease(SHORT));
    TestSubmission submission = grid.submit(1).function("long").go();
    Await.until("it runs", () -> !grid.functions.calls().isEmpty());
    faults.down("Sqs");
    // Once it is received again, the receipt that the agent holds is good for nothing.
    Await.until("the message came again", () -> received(agent) > 1);

    release.countDown();

    assertThat(grid.awaitEnd(submission.id).counts()).isEqualTo(new OutcomeCounts(1, 0, 0));
    faults.stop();
    grid.awaitEmptyQueues();
    assertThat(grid.deadLetters()).isZero();
    assertThat(grid.functions.calls()).hasSize(1);
    assertThat(agent.health().live()).isTrue();
  }

  private static double received(Agent agent) {
    return agent
        .metrics()
        .lines()
        .filter(line -> line.startsWith("htcgrid_agent_received_sum"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void anAgentThatLostItsLeaseStopsTheFunctionAndSaysSoOnce() {
    grid.functions.define("hangs", FunctionServer.Call::hang);
    Agent agent = grid.agent(settings -> settings.lease(SHORT));
    TestSubmission submission = grid.submit(1).function("hangs").go();
    TaskId task = submission.task(0);
    grid.awaitRun(task, TaskState.RUNNING);
    Await.until("the function runs", () -> !grid.functions.calls().isEmpty());

    Await.until("the thief has the claim", () -> steal(task));

    Await.until("the function is stopped", () -> grid.functions.calls().get(0).hungUp());
    Await.until(
        "the loss is counted",
        () -> metric(agent, "htcgrid_agent_leases_lost_total").equals("1.0"));
    RunRecord run = grid.run(task).orElseThrow();
    assertThat(run.owner()).isEqualTo("thief");
    assertThat(run.state()).isEqualTo(TaskState.RUNNING);
    assertThat(run.attempt()).isEqualTo(2);
  }

  @Test
  void aVerdictThatComesAfterTheLeaseWasLostIsNotWritten() {
    CountDownLatch release = new CountDownLatch(1);
    grid.functions.define(
        "late",
        call -> {
          release.await();
          return FunctionServer.Reply.result("too late");
        });
    FaultyServices faults = new FaultyServices(1);
    // Without heartbeats it learns of the loss when it writes.
    faults.down("DynamoDb");
    Agent agent = grid.heartbeats(faults).agent();
    TestSubmission submission = grid.submit(1).function("late").go();
    TaskId task = submission.task(0);
    Await.until("the function runs", () -> !grid.functions.calls().isEmpty());
    Await.until("the thief has the claim", () -> steal(task));

    release.countDown();

    Await.until(
        "the loss is counted",
        () -> metric(agent, "htcgrid_agent_leases_lost_total").equals("1.0"));
    Await.until("nothing is held", () -> metric(agent, "htcgrid_agent_held").equals("0.0"));
    faults.stop();
    agent.close();
    RunRecord run = grid.run(task).orElseThrow();
    assertThat(run.owner()).isEqualTo("thief");
    assertThat(run.state()).isEqualTo(TaskState.RUNNING);
    assertThat(run.result()).isNull();
    assertThat(grid.progress(submission.id, 0).completed()).isEmpty();
    assertThat(metric(agent, "htcgrid_agent_leases_lost_total")).isEqualTo("1.0");
    assertThat(metric(agent, "htcgrid_agent_tasks_total")).isEqualTo("0.0");
  }

  private boolean steal(TaskId task) {
    RunRecord seen = grid.run(task).orElseThrow();
    Instant later = grid.services().clock().instant().plusSeconds(60);
    ClaimResult result =
        grid.services()
            .table()
            .takeOver(
                seen,
                new Claim("thief", "n", later.plusSeconds(60), later.plus(Duration.ofDays(16))),
                later);
    return result instanceof ClaimResult.Claimed;
  }

  private static String metric(Agent agent, String name) {
    return agent
        .metrics()
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse("");
  }

  @Test
  void aSessionThatCannotBeReadKeepsNoOtherFromBeingStopped() {
    grid.functions.define("hangs", FunctionServer.Call::hang);
    grid.agent(settings -> settings.slots(2));
    List<TestSubmission> both =
        Stream.of(grid.submit(1).function("hangs"), grid.submit(1).function("hangs"))
            .sorted(Comparator.comparing(each -> each.id.value()))
            .toList();
    both.forEach(TestSubmission::go);
    Await.until("both run", () -> grid.functions.calls().size() == 2);

    grid.damage(both.get(0).id);
    EndSession.cancel(
            grid.services().table(),
            grid.services().replies(),
            grid.services().clock(),
            both.get(1).id)
        .run();

    Await.until(
        "the cancelled one's function is stopped",
        () -> grid.functions.calls().stream().anyMatch(FunctionServer.Call::hungUp));
  }

  @Test
  void cancellingASessionStopsItsFunctionsAndDropsItsMessages() {
    grid.functions.define("hangs", FunctionServer.Call::hang);
    grid.agent();
    TestSubmission submission = grid.submit(6).function("hangs").go();
    Await.until("two functions run", () -> grid.functions.calls().size() == 2);

    EndSession.cancel(
            grid.services().table(),
            grid.services().replies(),
            grid.services().clock(),
            submission.id)
        .run();

    Await.until(
        "both are stopped",
        () -> grid.functions.calls().stream().allMatch(FunctionServer.Call::hungUp));
    grid.awaitEmptyQueues();
    assertThat(grid.functions.calls()).hasSize(2);
    assertThat(grid.session(submission.id).state()).isEqualTo(SessionState.CANCELLED);
  }

  @Test
  void cancellingATaskStopsItsFunctionAndNoOther() {
    CountDownLatch release = new CountDownLatch(1);
    grid.functions.define(
        "two",
        call -> {
          if (call.text().endsWith("0")) {
            return call.hang();
          }
          release.await();
          return FunctionServer.Reply.result("done");
        });
    grid.agent();
    TestSubmission submission = grid.submit(2).function("two").go();
    Await.until("both run", () -> grid.functions.calls().size() == 2);

    new CancelTask(grid.services().table(), grid.services().clock(), submission.task(0)).run();

    Await.until(
        "its function is stopped",
        () -> grid.functions.calls().stream().anyMatch(FunctionServer.Call::hungUp));
    release.countDown();
    SessionRecord session = grid.awaitEnd(submission.id);
    assertThat(session.counts()).isEqualTo(new OutcomeCounts(1, 0, 1));
    assertThat(session.state()).isEqualTo(SessionState.CANCELLED);
    assertThat(grid.stateOf(submission.task(0))).isEqualTo(TaskState.CANCELLED);
    grid.awaitEmptyQueues();
  }

  @Test
  void aSessionWhoseDeadlinePassesWhileItRunsIsEndedAndItsFunctionStopped() {
    grid.functions.define("hangs", FunctionServer.Call::hang);
    grid.agent();
    TestSubmission submission =
        grid.submit(1).function("hangs").timeout(Duration.ofSeconds(5)).go();
    Await.until("it runs", () -> !grid.functions.calls().isEmpty());

    SessionRecord session = grid.awaitEnd(submission.id);

    assertThat(session.state()).isEqualTo(SessionState.FAILED);
    assertThat(grid.functions.calls()).hasSize(1);
    Await.until("its function is stopped", () -> grid.functions.calls().get(0).hungUp());
    grid.awaitEmptyQueues();
  }

  @Test
  void functionsOfAnEndedSessionStopThoughAReplyQueueRefuses() {
    FaultyServices faults = new FaultyServices(1);
    faults.down("Sqs.SendMessage");
    grid.functions.define("hangs", FunctionServer.Call::hang);
    String queue = grid.services().replies().create("c");
    grid.heartbeats(faults).agent();
    TestSubmission overdue =
        grid.submit(1).function("hangs").timeout(Duration.ofSeconds(5)).replyQueue(queue).go();
    TestSubmission other = grid.submit(1).function("hangs").go();
    Await.until("both run", () -> grid.functions.calls().size() == 2);

    grid.awaitEnd(overdue.id);

    Await.until(
        "the function is stopped",
        () -> grid.functions.calls().stream().anyMatch(FunctionServer.Call::hungUp));
    assertThat(faults.injected()).isPositive();
    EndSession.cancel(
            grid.services().table(), grid.services().replies(), grid.services().clock(), other.id)
        .run();
    Await.until(
        "sessions are still watched",
        () -> grid.functions.calls().stream().allMatch(FunctionServer.Call::hungUp));
    grid.services().replies().delete(queue);
  }

  @Test
  void theTaskOfALostAgentRunsAgainAfterOneLeaseWithTheNextAttempt() {
    TestSubmission submission = grid.submit(1).go();
    Instant now = grid.services().clock().instant();
    grid.services()
        .table()
        .claim(
            submission.task(0),
            new Claim("lost", "n", now.plusSeconds(3), now.plus(Duration.ofDays(16))),
            now);
    grid.agent(settings -> settings.lease(SHORT));

    assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);

    RunRecord run = grid.run(submission.task(0)).orElseThrow();
    assertThat(run.attempt()).isEqualTo(2);
    assertThat(run.unrenewedLosses()).isEqualTo(1);
  }

  @Test
  void claimsThatWaitBehindALongTaskAreGivenToAnotherAgent() {
    AtomicBoolean hung = new AtomicBoolean();
    grid.functions.define(
        "one-hangs",
        call ->
            hung.compareAndSet(false, true) ? call.hang() : FunctionServer.Reply.result("done"));
    Agent stuck = grid.agent(settings -> settings.slots(1).lease(SHORT));
    // Short tasks teach it to prefetch.
    grid.awaitEnd(grid.submit(60).go().id);
    TestSubmission submission = grid.submit(10).function("one-hangs").go();
    Await.until("one hangs", hung::get);
    Await.until(
        "some were handed back",
        () -> !metric(stuck, "htcgrid_agent_tasks_handed_back_total").equals("0.0"));

    grid.agent(settings -> settings.lease(SHORT));

    Await.until(
        "all others complete", () -> grid.progress(submission.id, 0).completed().size() == 9);
    for (int index : grid.progress(submission.id, 0).completed()) {
      assertThat(grid.run(submission.task(index)).orElseThrow().tries()).isEqualTo(1);
    }
  }
}
