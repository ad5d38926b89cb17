package io.htcgrid.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RetryRule;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.BlobReference;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;

@ExtendWith(AwsServices.class)
class AgentFailureTest {
  private static final RetryPolicy CRASHES_AT_ONCE =
      new RetryPolicy(
          List.of(
              new RetryRule(
                  List.of("FUNCTION_CRASHED"), Duration.ZERO, 1, 3, Duration.ofMinutes(1))));

  private final Set<String> flipped = new HashSet<>();
  private TestGrid grid;

  @BeforeEach
  void start(AwsEndpoints aws, UniqueName name) {
    grid = TestGrid.create(aws, name);
  }

  @AfterEach
  void stop() {
    grid.close();
  }

  private TaskError errorOf(TestSubmission submission) {
    RunRecord run = grid.awaitRun(submission.task(0), TaskState.FAILED);
    return Objects.requireNonNull(run.error());
  }

  private String logOf(RunRecord run) {
    BlobReference log = Objects.requireNonNull(run.log());
    return new String(grid.services().blobs().read(run.task(), log), UTF_8);
  }

  @Test
  void aFunctionsOwnErrorIsFinalAndItsLogIsKept() {
    grid.functions.define(
        "throws",
        call -> FunctionServer.Reply.error("Unhandled", "java.lang.Foo", "bar", "last words\n"));
    grid.agent();
    TestSubmission submission = grid.submit(1).function("throws").go();

    assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.FAILED);

    assertThat(errorOf(submission))
        .isEqualTo(new TaskError(FailureKind.FUNCTION_ERROR, "java.lang.Foo", "bar"));
    assertThat(grid.functions.calls()).hasSize(1);
    String log = logOf(grid.run(submission.task(0)).orElseThrow());
    assertThat(log)
        .contains("\"log\":\"last words\\n\"", "\"attempt\":1", "\"kind\":\"FUNCTION_ERROR\"");
  }

  @Test
  void aCrashIsTriedAgainWithTheNextAttempt() {
    grid.functions.define(
        "crashes-once",
        call ->
            call.attempt() == 1
                ? FunctionServer.Reply.error("Unhandled", "Runtime.ExitError", "exit status 1", "")
                : FunctionServer.Reply.result("attempt " + call.attempt()));
    grid.agent();
    TestSubmission submission = grid.submit(1).function("crashes-once").retry(CRASHES_AT_ONCE).go();

    assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);

    assertThat(grid.result(submission.task(0))).isEqualTo("attempt 2");
    RunRecord run = grid.run(submission.task(0)).orElseThrow();
    assertThat(run.attempt()).isEqualTo(2);
    assertThat(run.tries()).isEqualTo(2);
    grid.awaitEmptyQueues();
  }

  @Test
  void aTaskThatEndsItsRuntimeFailsWhenItsTriesAreUsedUp() {
    grid.functions.define(
        "killer",
        call -> {
          throw new IOException("the runtime dies of it");
        });
    grid.agent();
    TestSubmission submission = grid.submit(1).function("killer").retry(CRASHES_AT_ONCE).go();

    assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.FAILED);

    assertThat(errorOf(submission))
        .satisfies(error -> assertThat(error.kind()).isEqualTo(FailureKind.FUNCTION_CRASHED))
        .satisfies(error -> assertThat(error.type()).isEqualTo("Runtime.Lost"));
    assertThat(grid.run(submission.task(0)).orElseThrow().tries()).isEqualTo(3);
    assertThat(grid.functions.calls()).hasSize(6);
  }

  @Test
  void aConnectionThatWasDeadBeforeCostsNoTry() {
    AtomicBoolean dead = new AtomicBoolean(true);
    grid.functions.define(
        "dead-once",
        call -> {
          if (dead.getAndSet(false)) {
            throw new IOException("nobody has read this call");
          }
          return FunctionServer.Reply.result("done");
        });
    grid.agent();
    TestSubmission submission = grid.submit(1).function("dead-once").retry(RetryPolicy.NONE).go();

    assertThat(grid.awaitEnd(submission.id).counts()).isEqualTo(new OutcomeCounts(1, 0, 0));

    assertThat(grid.run(submission.task(0)).orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void aTaskThatCrashesEveryTimeKeepsItsLastVerdictAndTheHistoryOfItsTries() {
    grid.functions.define(
        "crashes",
        call ->
            FunctionServer.Reply.error(
                "Unhandled", "Runtime.ExitError", "number " + call.attempt(), "log\n"));
    grid.agent();
    TestSubmission submission = grid.submit(1).function("crashes").retry(CRASHES_AT_ONCE).go();

    TaskError error = errorOf(submission);

    assertThat(error)
        .isEqualTo(new TaskError(FailureKind.FUNCTION_CRASHED, "Runtime.ExitError", "number 3"));
    assertThat(logOf(grid.run(submission.task(0)).orElseThrow()).lines())
        .hasSize(3)
        .first()
        .asString()
        .contains("number 1");
  }

  @Test
  void aTaskThatTakesLongerThanItsTimeoutIsStoppedAndFails() {
    grid.functions.define("hangs", FunctionServer.Call::hang);
    grid.agent();
    TestSubmission submission =
        grid.submit(1).function("hangs").taskTimeout(Duration.ofMillis(300)).go();

    TaskError error = errorOf(submission);

    assertThat(error.kind()).isEqualTo(FailureKind.TASK_TIMED_OUT);
    assertThat(error.type()).isEqualTo("Sandbox.Timedout");
    Await.until("the function is told", () -> grid.functions.calls().get(0).hungUp());
  }

  @Test
  void aTasksOwnTimeoutWins() {
    grid.functions.define("hangs", FunctionServer.Call::hang);
    grid.agent();
    TestSubmission submission =
        grid.submit(1)
            .function("hangs")
            .taskTimeout(Duration.ofHours(1))
            .override(0, new TaskOverrides(null, null, null, Duration.ofMillis(200)))
            .go();

    assertThat(errorOf(submission).message()).contains("PT0.2S");
  }

  @Test
  void anUnknownFunctionFailsItsTasks() {
    grid.agent();
    TestSubmission submission = grid.submit(1).function("nobody").go();

    TaskError error = errorOf(submission);

    assertThat(error.kind()).isEqualTo(FailureKind.FUNCTION_UNAVAILABLE);
    assertThat(error.type()).isEqualTo("ResourceNotFoundException");
    assertThat(error.message()).contains("nobody");
  }

  @Test
  void aBusyRuntimeCostsNoTry() {
    grid.functions.define(
        "busy",
        call ->
            grid.functions.calls().size() < 4
                ? FunctionServer.Reply.refusal(429, "TooManyRequestsException")
                : FunctionServer.Reply.result("at last"));
    grid.agent();
    TestSubmission submission = grid.submit(1).function("busy").go();

    assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);

    assertThat(grid.run(submission.task(0)).orElseThrow().tries()).isEqualTo(1);
    assertThat(grid.run(submission.task(0)).orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void aTaskIsHandedBackWhenTheRuntimeStaysAway() {
    FunctionServer gone = new FunctionServer();
    gone.close();
    Agent agent =
        grid.agent(
            settings ->
                settings.invokeEndpoint(gone.endpoint()).unavailableFor(Duration.ofMillis(200)));
    TestSubmission submission = grid.submit(1).go();
    RunRecord run = grid.awaitRun(submission.task(0), TaskState.PENDING);
    assertThat(run.tries()).isZero();
    Await.until("a few invocations in a row failed", () -> !agent.health().ready());
    assertThat(agent.health().reasons().toString()).contains("invoke fails");
    agent.close();
    grid.agent();

    assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);
    assertThat(grid.run(submission.task(0)).orElseThrow().attempt()).isGreaterThan(1);
  }

  @Test
  void aCorruptedPayloadFailsItsTaskAndNamesIt() {
    grid.agent();
    TestSubmission submission =
        grid.submit(3)
            .withoutCopies()
            .references(
                r ->
                    r.offset() == 0
                        ? new BlobReference(r.key(), r.offset(), r.length(), ~r.crc32c())
                        : r)
            .go();

    SessionRecord session = grid.awaitEnd(submission.id);

    assertThat(session.counts().failed()).isEqualTo(1);
    assertThat(session.counts().completed()).isEqualTo(2);
    TaskError error = errorOf(submission);
    assertThat(error.kind()).isEqualTo(FailureKind.PAYLOAD_UNREADABLE);
    assertThat(error.message()).contains(submission.id.value(), "task 0", "corrupt");
    assertThat(grid.functions.calls()).hasSize(2);
  }

  @Test
  void aByteThatChangedInS3FailsItsTaskAloneAndTheSlotGoesOn() {
    Agent agent = grid.agent(settings -> settings.slots(1));
    TestSubmission submission =
        grid.submit(3)
            .withoutCopies()
            .references(
                r -> {
                  flipFirstByte(r.key());
                  return r;
                })
            .go();

    SessionRecord session = grid.awaitEnd(submission.id);

    assertThat(session.counts()).isEqualTo(new OutcomeCounts(2, 1, 0));
    TaskError error = errorOf(submission);
    assertThat(error.kind()).isEqualTo(FailureKind.PAYLOAD_UNREADABLE);
    assertThat(error.message()).contains(submission.id.value(), "task 0", "corrupt");
    assertThat(grid.awaitEnd(grid.submit(1).go().id).state()).isEqualTo(SessionState.COMPLETED);
    assertThat(agent.health().live()).isTrue();
  }

  /** Of the first payload in a bundle; once more would turn it back. */
  private void flipFirstByte(String key) {
    if (!flipped.add(key)) {
      return;
    }
    String bucket = grid.clients().config().bucket();
    byte[] content =
        grid.clients().s3().getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray();
    content[0] ^= 1;
    grid.clients().s3().putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }

  @Test
  void aPayloadThatIsMissingInS3FailsItsTaskAndTheSlotGoesOn() {
    Agent agent = grid.agent(settings -> settings.slots(1));
    TestSubmission submission =
        grid.submit(2)
            .withoutCopies()
            .references(
                r ->
                    r.offset() == 0
                        ? new BlobReference(r.key() + "-gone", 0, r.length(), r.crc32c())
                        : r)
            .go();

    SessionRecord session = grid.awaitEnd(submission.id);

    assertThat(session.counts()).isEqualTo(new OutcomeCounts(1, 1, 0));
    TaskError error = errorOf(submission);
    assertThat(error.kind()).isEqualTo(FailureKind.PAYLOAD_UNREADABLE);
    assertThat(error.type()).contains("Missing");
    assertThat(error.message()).contains(submission.id.value(), "task 0");
    assertThat(grid.awaitEnd(grid.submit(1).go().id).state()).isEqualTo(SessionState.COMPLETED);
    assertThat(agent.health().live()).isTrue();
  }

  @Test
  void theFirstFailureEndsAFailFastSessionAndStopsItsOtherFunctions() {
    grid.functions.define(
        "one-fails",
        call ->
            call.text().endsWith("1")
                ? FunctionServer.Reply.error("Handled", "E", "m", "")
                : call.hang());
    grid.agent();
    TestSubmission submission = grid.submit(2).function("one-fails").failFast().go();

    SessionRecord session = grid.awaitEnd(submission.id);

    assertThat(session.state()).isEqualTo(SessionState.FAILED);
    assertThat(session.endReason()).isEqualTo(EndReason.FAILED_FAST);
    Await.until(
        "the other function is stopped",
        () -> grid.functions.calls().stream().anyMatch(FunctionServer.Call::hungUp));
    grid.awaitEmptyQueues();
  }
}
