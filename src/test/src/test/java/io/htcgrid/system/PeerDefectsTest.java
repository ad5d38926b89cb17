package io.htcgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.SessionStatus;
import io.htcgrid.connector.TaskInfo;
import io.htcgrid.connector.TaskOutcome;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RetryRule;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskState;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Defects that were found by running HTC-Grid (finos/htc-grid), the system of the same purpose:
 * none of them here. Some need processes to die or services to fail, and are tested where that can
 * be done:
 *
 * <ul>
 *   <li>nobody recovers a task whose agent died: {@code AgentLossTest} of the agent, and {@link
 *       RestartTest};
 *   <li>a task longer than the fixed visibility is received again and again until it is a dead
 *       letter: {@code AgentLeaseTest} and {@code BadMessagesTest} of the agent;
 *   <li>a state table written without the queue leaves rows that no one ever runs: {@code
 *       ClientTokenTest} and {@code BadServicesTest} of the connector, {@code SessionDutiesTest} of
 *       the control plane;
 *   <li>scaling in ends agents that run long tasks: {@code AgentDrainTest} of the agent.
 * </ul>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeerDefectsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private LocalGrid grid;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private HtcGrid client;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    grid =
        LocalGrid.start(
            LocalGridSettings.defaults()
                .withSlots(2)
                .withAllowCommand(true)
                .withFunctions(TestFunctions.in(folder)));
    client = grid.connect();
  }

  @AfterAll
  void stop() {
    client.close();
    grid.close();
  }

  private static SessionSpec.Builder reverse(String... texts) {
    return SessionSpec.function(TestFunctions.REVERSE)
        .payloads(List.of(texts).stream().map(text -> "\"" + text + "\"").toList());
  }

  private static SessionSpec.Builder shell(String script) {
    return SessionSpec.function("command").arguments("sh", "-c", script).payload("");
  }

  private static TaskInfo onlyTask(Session session) {
    return session.tasks().findFirst().orElseThrow();
  }

  /** There, cancelling a running task does not stop it, and crashes its agent afterwards. */
  @Test
  void aRunningTaskThatIsCancelledStopsAndItsAgentGoesOnWorking(@TempDir Path folder)
      throws Exception {
    Path pipe = folder.resolve("pipe");
    new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor();
    Session session =
        client.submit(
            shell("echo $$ > \"$P\"; exec sleep 600").environment("P", pipe.toString()).build());
    // Returns once the task has written.
    String pid = Files.readString(pipe).strip();
    ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();

    assertThat(session.cancel()).isEqualTo(SessionState.CANCELLED);

    process.onExit().join();
    assertThat(client.submit(reverse("on").build()).await(PATIENCE).succeeded()).isTrue();
  }

  /** There, its message becomes a dead letter while its row stays pending: its client waits on. */
  @Test
  void aTaskThatCrashesItsWorkerEveryTimeEndsFailedAfterThreeTries() {
    Session session = client.submit(reverse("crash").build());

    assertThat(session.await(PATIENCE).state()).isEqualTo(SessionState.FAILED);

    TaskInfo task = onlyTask(session);
    assertThat(task.state()).isEqualTo(TaskState.FAILED);
    assertThat(task.tries()).isEqualTo(3);
    assertThat(((TaskOutcome.Failed) session.result(0)).kind())
        .isEqualTo(FailureKind.FUNCTION_CRASHED);
  }

  /** There, a function that throws counts as finished. */
  @Test
  void aFunctionThatThrowsFailsItsTask() {
    Session session = client.submit(reverse("good", "bad").build());

    SessionStatus status = session.await(PATIENCE);

    assertThat(status.state()).isEqualTo(SessionState.FAILED);
    assertThat(status.completed()).isEqualTo(1);
    assertThat(status.failed()).isEqualTo(1);
  }

  /** There, cancelling and failing overwrite what has finished. */
  @Test
  void cancellingWhatHasFinishedChangesNothing() {
    Session session = client.submit(reverse("done").build());
    assertThat(session.await(PATIENCE).succeeded()).isTrue();

    assertThat(session.cancel()).isEqualTo(SessionState.COMPLETED);
    assertThat(session.cancel(0)).isEqualTo(TaskState.COMPLETED);

    assertThat(session.status().state()).isEqualTo(SessionState.COMPLETED);
    assertThat(session.result(0).orThrow().as(String.class)).isEqualTo("enod");
  }

  /** There, that a session's id is free is an eventually consistent read; a timeout resubmits. */
  @Test
  void aSubmissionThatIsRepeatedIsTheSameSession() {
    SessionSpec spec = reverse("one", "two").clientToken("once").build();
    Session first = client.submit(spec);
    try (HtcGrid other = grid.connect()) {
      Session second = other.submit(spec);

      assertThat(second.id()).isEqualTo(first.id());
      assertThat(second.await(PATIENCE).taskCount()).isEqualTo(2);
      try (OutcomeStream results = second.results()) {
        assertThat(results.stream().map(outcome -> outcome.orThrow().as(String.class)))
            .containsExactly("eno", "owt");
      }
    }
  }

  /** There, five tries are hard-coded, whatever the client asks for. */
  @Test
  void theClientsRetryPolicyIsWhatIsDone() {
    RetryRule twice =
        new RetryRule(List.of(RetryRule.ALL), Duration.ZERO, 1, 2, Duration.ofSeconds(1));

    Session session = client.submit(reverse("bad").retry(new RetryPolicy(List.of(twice))).build());

    session.await(PATIENCE);
    assertThat(onlyTask(session).tries()).isEqualTo(2);
  }

  /** There, the client's timeout is ignored too. */
  @Test
  void theClientsTimeoutEndsATask() {
    Session session =
        client.submit(shell("exec sleep 600").taskTimeout(Duration.ofSeconds(1)).build());

    assertThat(session.await(PATIENCE).state()).isEqualTo(SessionState.FAILED);
    assertThat(((TaskOutcome.Failed) session.result(0)).kind())
        .isEqualTo(FailureKind.TASK_TIMED_OUT);
  }

  /** There, low priorities can starve. {@code AgentOrderTest} of the agent asserts the order. */
  @Test
  void aSessionOfTheLowestPriorityCompletesBesideHigherOnes() {
    List<Session> sessions =
        client.submitAll(
            IntStream.range(0, 9).mapToObj(i -> reverse("p").priority(2 - i / 3).build()).toList());

    assertThat(sessions).allSatisfy(each -> assertThat(each.await(PATIENCE).succeeded()).isTrue());
  }
}
