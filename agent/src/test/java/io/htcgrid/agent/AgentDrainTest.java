package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.protocol.CancelTask;
import io.htcgrid.control.state.AgentRecord;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
class AgentDrainTest {
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
  void whatWaitsAndWhatDoesNotEndInTimeIsHandedBackWithItsTryAndRunsElsewhere() {
    grid.functions.define(
        "stuck-at-first",
        call -> call.attempt() == 1 ? call.hang() : FunctionServer.Reply.result("done"));
    Agent agent = grid.agent(settings -> settings.slots(1).drainGrace(Duration.ofMillis(300)));
    // Short tasks teach it to prefetch.
    grid.awaitEnd(grid.submit(60).go().id);
    int before = grid.functions.calls().size();
    TestSubmission submission = grid.submit(20).function("stuck-at-first").go();
    Await.until("one runs", () -> grid.functions.calls().size() > before);
    Await.until("others wait", () -> !claimed(submission).isEmpty() && prefetched(agent) > 0);

    agent.close();

    List<RunRecord> claimed = claimed(submission);
    assertThat(claimed).hasSizeGreaterThan(1);
    assertThat(claimed)
        .allSatisfy(
            run -> {
              assertThat(run.state()).isEqualTo(TaskState.PENDING);
              assertThat(run.attempt()).isEqualTo(1);
              assertThat(run.tries()).isZero();
            });
    assertThat(grid.functions.calls().get(before).hungUp()).isTrue();

    grid.functions.define("stuck-at-first", call -> FunctionServer.Reply.result("done"));
    grid.agent();
    assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);
    claimed.forEach(
        run -> {
          RunRecord now = grid.run(run.task()).orElseThrow();
          assertThat(now.attempt()).isEqualTo(2);
          assertThat(now.tries()).isEqualTo(1);
        });
  }

  private List<RunRecord> claimed(TestSubmission submission) {
    return IntStream.range(0, 20)
        .mapToObj(submission::task)
        .flatMap(task -> grid.run(task).stream())
        .toList();
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
  void aTaskThatWasCancelledBeforeItIsHandedBackLeavesItsMessageToTheNextAgentAtOnce() {
    FaultyServices faults = new FaultyServices(1);
    // It does not learn of the cancellation by itself.
    faults.down("DynamoDb");
    grid.functions.define("hangs", FunctionServer.Call::hang);
    Agent agent = grid.heartbeats(faults).agent(settings -> settings.drainGrace(Duration.ZERO));
    TestSubmission submission = grid.submit(1).function("hangs").go();
    Await.until("it runs", () -> !grid.functions.calls().isEmpty());
    new CancelTask(grid.services().table(), grid.services().clock(), submission.task(0)).run();

    agent.close();

    assertThat(grid.services().queues().depth(1).visible()).isEqualTo(1);
    faults.stop();
    grid.heartbeats(new FaultyServices(1)).agent();
    grid.awaitEmptyQueues();
    assertThat(grid.stateOf(submission.task(0))).isEqualTo(TaskState.CANCELLED);
    assertThat(grid.functions.calls()).hasSize(1);
  }

  @Test
  void whatEndsWithinTheGraceIsCommittedBeforeTheAgentHasStopped() {
    CountDownLatch release = new CountDownLatch(1);
    grid.functions.define(
        "soon",
        call -> {
          release.await();
          return FunctionServer.Reply.result("done");
        });
    Agent agent = grid.agent(settings -> settings.drainGrace(Duration.ofSeconds(60)));
    TestSubmission submission = grid.submit(1).function("soon").go();
    Await.until("it runs", () -> !grid.functions.calls().isEmpty());

    agent.drain();
    assertThat(agent.health().ready()).isFalse();
    Await.until("it says so", () -> agents().stream().anyMatch(AgentRecord::draining));
    release.countDown();
    agent.close();

    assertThat(grid.session(submission.id).state()).isEqualTo(SessionState.COMPLETED);
    assertThat(grid.services().queues().depth(1).empty()).isTrue();
  }

  @Test
  void theDrainEndsWhileTheTableIsAway(AwsEndpoints aws, UniqueName other) throws Exception {
    FaultyServices faults = new FaultyServices(1);
    try (TestGrid faulty = TestGrid.create(aws, other, faults)) {
      faulty.functions.define("hangs", FunctionServer.Call::hang);
      Agent agent = faulty.agent();
      faulty.submit(4).function("hangs").go();
      Await.until("two run", () -> faulty.functions.calls().size() == 2);
      faults.down("DynamoDb");

      agent.drain();
      boolean ended = agent.awaitEnd(Duration.ofSeconds(45));
      faults.stop();

      assertThat(ended).isTrue();
      assertThat(faulty.functions.calls()).allMatch(FunctionServer.Call::hungUp);
    }
  }

  @Test
  void aTaskThatWaitsForTheRuntimeIsHandedBackAtOnce() throws Exception {
    FunctionServer gone = new FunctionServer();
    gone.close();
    Agent agent =
        grid.agent(s -> s.invokeEndpoint(gone.endpoint()).drainGrace(Duration.ofMinutes(10)));
    TestSubmission submission = grid.submit(1).go();
    Await.until(
        "the runtime is missed",
        () -> agent.health().reasons().toString().contains("invoke fails"));

    agent.drain();

    assertThat(agent.awaitEnd(Duration.ofSeconds(60))).isTrue();
    RunRecord run = grid.run(submission.task(0)).orElseThrow();
    assertThat(run.state()).isEqualTo(TaskState.PENDING);
    assertThat(run.tries()).isZero();
  }

  @Test
  void anAgentIsListedWhileItLives() {
    Agent agent = grid.agent(settings -> settings.id("a-1").host("here").version("7").slots(3));
    AgentRecord record = Await.value("it is listed", () -> agents().stream().findFirst());
    assertThat(record.id()).isEqualTo("a-1");
    assertThat(record.host()).isEqualTo("here");
    assertThat(record.slots()).isEqualTo(3);
    assertThat(record.draining()).isFalse();

    agent.close();

    assertThat(agents()).isEmpty();
  }

  private List<AgentRecord> agents() {
    return IntStream.range(0, 16)
        .mapToObj(shard -> grid.services().table().listAgents(shard))
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void closingTwiceIsClosingOnce() throws InterruptedException {
    Agent agent = grid.agent();
    assertThat(agent.awaitEnd(Duration.ofMillis(1))).isFalse();

    agent.close();
    agent.close();

    assertThat(agent.awaitEnd(Duration.ofMillis(1))).isTrue();
  }
}
