package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.TaskId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Agents as processes of their own that are killed or frozen. */
@ExtendWith(AwsServices.class)
@Order(1) // The longest but one: other classes run beside both.
class AgentLossTest {
  @TempDir private Path home;
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
  void theTaskOfAKilledProcessRunsElsewhereWithTheNextAttemptAfterOneLease() {
    grid.functions.define(
        "hangs-at-first",
        call -> call.attempt() == 1 ? call.hang() : FunctionServer.Reply.result("done"));
    AgentProcess process = AgentProcess.start(grid, home, 1);
    TestSubmission submission = grid.submit(1).function("hangs-at-first").go();
    Await.until("it runs", () -> !grid.functions.calls().isEmpty());

    process.kill();
    Instant end =
        Objects.requireNonNull(grid.run(submission.task(0)).orElseThrow().leaseExpiresAt());
    grid.agent(settings -> settings.lease(ShortLeaseMain.LEASE));

    assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);
    RunRecord run = grid.run(submission.task(0)).orElseThrow();
    assertThat(run.attempt()).isEqualTo(2);
    assertThat(run.startedAt()).isAfter(end);
    assertThat(grid.functions.calls()).hasSize(2);
  }

  @Test
  void aFrozenAgentThatWakesCommitsNothingStopsItsFunctionsAndSaysSoOnce() {
    CountDownLatch firstAnswers = new CountDownLatch(1);
    CountDownLatch secondAnswer = new CountDownLatch(1);
    grid.functions.define(
        "two",
        call -> {
          if (call.attempt() == 1 && call.text().endsWith("0")) {
            return call.hang();
          }
          (call.attempt() == 1 ? firstAnswers : secondAnswer).await();
          return FunctionServer.Reply.result("attempt " + call.attempt());
        });
    grid.functions.define(
        "ends-meanwhile",
        call -> call.attempt() == 1 ? call.hang() : FunctionServer.Reply.result("attempt 2"));
    try (AgentProcess frozen = AgentProcess.start(grid, home, 3)) {
      TestSubmission open = grid.submit(2).function("two").go();
      TestSubmission ended = grid.submit(1).function("ends-meanwhile").go();
      Await.until("all run", () -> grid.functions.calls().size() == 3);

      frozen.freeze();
      grid.agent(settings -> settings.lease(ShortLeaseMain.LEASE).slots(3));
      grid.awaitEnd(ended.id);
      Await.until("all run elsewhere", () -> grid.functions.calls().size() == 6);
      firstAnswers.countDown();
      frozen.thaw();

      for (TaskId lost : List.of(open.task(0), open.task(1))) {
        Await.until("the loss of " + lost + " is told", () -> !frozen.log(lost + "").isEmpty());
      }
      Await.until("the end is told", () -> !frozen.log(ended.id.value()).isEmpty());
      Await.until(
          "its functions are stopped",
          () -> grid.functions.calls().stream().filter(FunctionServer.Call::hungUp).count() == 2);
      secondAnswer.countDown();
      assertThat(grid.awaitEnd(open.id).counts()).isEqualTo(new OutcomeCounts(2, 0, 0));

      for (TaskId task : List.of(open.task(0), open.task(1), ended.task(0))) {
        assertThat(grid.result(task)).isEqualTo("attempt 2");
        assertThat(grid.run(task).orElseThrow().attempt()).isEqualTo(2);
      }
      assertThat(frozen.log(open.task(0).toString())).hasSize(1);
      assertThat(frozen.log(open.task(1).toString())).hasSize(1);
      assertThat(frozen.log(ended.id.value())).hasSize(1);
      assertThat(grid.session(ended.id).counts()).isEqualTo(new OutcomeCounts(1, 0, 0));
      assertThat(grid.functions.calls()).hasSize(6);
    }
  }

  @Test
  void aProcessKilledWithPrefetchedAndWithUnacknowledgedTasksLosesNone() {
    AtomicInteger number = new AtomicInteger();
    grid.functions.define(
        "thirtieth-hangs",
        call ->
            number.incrementAndGet() == 30
                ? call.hang()
                : FunctionServer.Reply.result(call.payload));
    AgentProcess process = AgentProcess.start(grid, home, 1, "Sqs.DeleteMessageBatch");
    TestSubmission submission = grid.submit(60).function("thirtieth-hangs").go();
    Await.until(
        "29 are committed, one runs, others waited for its slot",
        () -> grid.progress(submission.id, 0).completed().size() == 29 && claimed(submission) > 1);

    process.kill();
    grid.agent(settings -> settings.lease(ShortLeaseMain.LEASE));

    assertAllCompleted(submission);
    // What was committed is not run again, nor is what had not begun run twice.
    assertThat(grid.functions.calls()).hasSize(61);
  }

  @Test
  void aProcessKilledWhileItsBundlesAreBeingWrittenLosesNoResult() {
    AgentProcess process = AgentProcess.start(grid, home, 1, "S3.PutObject");
    TestSubmission submission = grid.submit(60).go();
    Await.until("results wait for their put", () -> grid.functions.calls().size() >= 3);

    process.kill();
    int begun = grid.functions.calls().size();
    assertThat(grid.progress(submission.id, 0).completed()).isEmpty();
    grid.agent(settings -> settings.lease(ShortLeaseMain.LEASE));

    assertAllCompleted(submission);
    assertThat(grid.functions.calls()).hasSize(60 + begun);
  }

  private void assertAllCompleted(TestSubmission submission) {
    assertThat(grid.awaitEnd(submission.id).counts()).isEqualTo(new OutcomeCounts(60, 0, 0));
    for (int index = 0; index < 60; index++) {
      assertThat(grid.result(submission.task(index))).isEqualTo("payload " + index);
    }
    grid.awaitEmptyQueues();
    assertThat(grid.deadLetters()).isZero();
  }

  /** How many were claimed and have not ended, handed back since or not. */
  private long claimed(TestSubmission submission) {
    return grid.services().table().readPage(submission.task(0).page()).runs().values().stream()
        .filter(run -> !run.state().terminal())
        .count();
  }

  @Test
  void aTaskThatKillsItsAgentsEndsWithItsHistoryAndThoseThatWaitedBehindItComplete() {
    AtomicReference<AgentProcess> process = new AtomicReference<>();
    TestSubmission submission = grid.submit(10).function("killer");
    AtomicInteger kills = new AtomicInteger();
    grid.functions.define(
        "killer",
        call -> {
          if (!call.text().equals("payload 0")) {
            return FunctionServer.Reply.result(call.payload);
          }
          if (kills.get() == 0) {
            Await.until("others wait behind it", () -> claimed(submission) > 1);
          }
          Await.until("what ran before it has ended", () -> othersThatRanEnded(submission));
          Objects.requireNonNull(process.get()).kill();
          kills.incrementAndGet();
          return call.hang();
        });
    // Short tasks teach the agent to prefetch.
    grid.submit(60).go();
    submission.go();

    for (int kill = 1; kill <= 4; kill++) {
      process.set(AgentProcess.start(grid, home, 1));
      int nth = kill;
      Await.until("the agent is killed", () -> kills.get() == nth);
    }
    grid.agent(settings -> settings.lease(ShortLeaseMain.LEASE));

    assertThat(grid.awaitEnd(submission.id).counts()).isEqualTo(new OutcomeCounts(9, 1, 0));
    RunRecord killer = grid.run(submission.task(0)).orElseThrow();
    assertThat(killer.state()).isEqualTo(TaskState.FAILED);
    assertThat(Objects.requireNonNull(killer.error()).kind())
        .isEqualTo(FailureKind.ATTEMPTS_EXHAUSTED);
    assertThat(killer.tries()).isEqualTo(3);
    assertThat(history(killer))
        .satisfiesExactly(
            line -> assertThat(line).contains("\"attempt\":1", "before the first heartbeat"),
            line -> assertThat(line).contains("\"attempt\":2", "AgentLost", "1 tries counted"),
            line -> assertThat(line).contains("\"attempt\":3", "AgentLost", "2 tries counted"),
            line -> assertThat(line).contains("\"attempt\":4", "AgentLost", "3 tries counted"));
    List<RunRecord> innocents =
        IntStream.range(1, 10)
            .mapToObj(index -> grid.run(submission.task(index)).orElseThrow())
            .toList();
    assertThat(innocents).allSatisfy(run -> assertThat(run.tries()).isEqualTo(1));
    assertThat(innocents).anySatisfy(run -> assertThat(run.unrenewedLosses()).isPositive());
  }

  private boolean othersThatRanEnded(TestSubmission submission) {
    return grid.functions.calls().stream()
        .filter(call -> call.function.equals("killer") && !call.text().equals("payload 0"))
        .map(call -> submission.task(Integer.parseInt(call.text().substring("payload ".length()))))
        .allMatch(task -> grid.run(task).orElseThrow().state().terminal());
  }

  private List<String> history(RunRecord run) {
    byte[] log = grid.services().blobs().read(run.task(), Objects.requireNonNull(run.log()));
    return new String(log, StandardCharsets.UTF_8).lines().toList();
  }
}
