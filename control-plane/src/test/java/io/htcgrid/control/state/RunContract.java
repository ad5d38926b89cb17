package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.ERROR;
import static io.htcgrid.control.state.Samples.EXPIRY;
import static io.htcgrid.control.state.Samples.LOG;
import static io.htcgrid.control.state.Samples.NOW;
import static io.htcgrid.control.state.Samples.RESULT;
import static io.htcgrid.control.state.Samples.claim;
import static io.htcgrid.control.state.Samples.claimed;
import static io.htcgrid.control.state.Samples.newTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Running: what becomes of a claim. */
interface RunContract extends StateTableTest {
  Instant LATER = NOW.plusMillis(1500);

  @Test
  default void aRenewalExtendsTheLease() {
    RunRecord run = claimed(table(), "agent-1");

    RunResult renewed = table().renew(run.task(), "agent-1", 1, NOW.plusSeconds(40));

    RunDraft expected = new RunDraft(run);
    expected.leaseExpiresAt = NOW.plusSeconds(40);
    expected.renewed = true;
    assertDoneOnceAndForAll(renewed, expected);
    assertThat(table().renew(run.task(), "agent-1", 1, NOW.plusSeconds(40))).isEqualTo(renewed);
    assertOthersAreRefused(
        (owner, attempt) -> table().renew(run.task(), owner, attempt, EXPIRY), run.task());
  }

  @Test
  default void aRenewalOfAClaimThatStillWaitsDoesNotMakeItATry() {
    RunRecord run = claimed(table(), "agent-1");

    RunResult renewed = table().renewWaiting(run.task(), "agent-1", 1, NOW.plusSeconds(40));

    RunDraft expected = new RunDraft(run);
    expected.leaseExpiresAt = NOW.plusSeconds(40);
    assertDoneOnceAndForAll(renewed, expected);
    assertOthersAreRefused(
        (owner, attempt) -> table().renewWaiting(run.task(), owner, attempt, EXPIRY), run.task());
    RunRecord begun =
        ((RunResult.Done) table().renew(run.task(), "agent-1", 1, NOW.plusSeconds(50))).run();
    assertThat(begun.renewed()).isTrue();
    assertThat(table().renewWaiting(run.task(), "agent-1", 1, NOW.plusSeconds(60)))
        .isInstanceOfSatisfying(
            RunResult.Done.class, late -> assertThat(late.run().renewed()).isTrue());
  }

  @Test
  default void aTaskCompletes() {
    RunRecord run = claimed(table(), "agent-1");

    RunResult done = table().complete(run.task(), "agent-1", 1, RESULT, LATER);

    RunDraft expected = new RunDraft(run).ended(TaskState.COMPLETED, LATER);
    expected.result = RESULT;
    assertDoneOnceAndForAll(done, expected);
    assertThat(table().complete(run.task(), "agent-1", 1, RESULT, EXPIRY)).isEqualTo(done);
    assertOthersAreRefused(
        (owner, attempt) -> table().complete(run.task(), owner, attempt, RESULT, LATER),
        run.task());
  }

  @Test
  default void aTaskThatCompletesAfterARetryHasNoErrorButTheHistoryOfItsTries() {
    RunRecord run = claimed(table(), "agent-1");
    table().retry(run.task(), "agent-1", 1, ERROR, LOG, NOW);
    claimed(table(), run.task(), claim("agent-2"));

    RunResult done = table().complete(run.task(), "agent-2", 2, RESULT, LATER);

    assertThat(((RunResult.Done) done).run().error()).isNull();
    assertThat(((RunResult.Done) done).run().log()).isEqualTo(LOG);
  }

  @Test
  default void aTaskFails() {
    RunRecord run = claimed(table(), "agent-1");

    RunResult done = table().fail(run.task(), "agent-1", 1, ERROR, LOG, LATER);

    RunDraft expected = new RunDraft(run).ended(TaskState.FAILED, LATER);
    expected.error = ERROR;
    expected.log = LOG;
    assertDoneOnceAndForAll(done, expected);
    assertThat(table().fail(run.task(), "agent-1", 1, ERROR, null, EXPIRY)).isEqualTo(done);
    assertOthersAreRefused(
        (owner, attempt) -> table().fail(run.task(), owner, attempt, ERROR, null, LATER),
        run.task());
  }

  @Test
  default void aTaskWaitsForItsRetry() {
    RunRecord run = claimed(table(), "agent-1");

    RunResult done = table().retry(run.task(), "agent-1", 1, ERROR, null, LATER);

    RunDraft expected = new RunDraft(run).to(TaskState.PENDING);
    expected.notBefore = LATER;
    expected.error = ERROR;
    assertDoneOnceAndForAll(done, expected);
    assertThat(table().retry(run.task(), "agent-1", 1, ERROR, null, EXPIRY)).isEqualTo(done);
    assertOthersAreRefused(
        (owner, attempt) -> table().retry(run.task(), owner, attempt, ERROR, LOG, LATER),
        run.task());
  }

  @Test
  default void aTaskIsHandedBackWithItsTry() {
    RunRecord run = claimed(table(), "agent-1");

    RunResult done = table().handBack(run.task(), "agent-1", 1);

    RunDraft expected = new RunDraft(run).to(TaskState.PENDING);
    expected.tries = 0;
    assertDoneOnceAndForAll(done, expected);
    assertThat(table().handBack(run.task(), "agent-1", 1)).isEqualTo(done);
    assertOthersAreRefused(
        (owner, attempt) -> table().handBack(run.task(), owner, attempt), run.task());
  }

  @Test
  default void aTaskIsGivenUpUnlessItChanged() {
    RunRecord seen = claimed(table(), "agent-1");
    TaskError lost = new TaskError(FailureKind.ATTEMPTS_EXHAUSTED, "AgentLost", "three times");

    RunResult done = table().giveUp(seen, lost, LATER);

    RunDraft expected = new RunDraft(seen).ended(TaskState.FAILED, LATER);
    expected.error = lost;
    assertDoneOnceAndForAll(done, expected);
    assertThat(table().giveUp(seen, lost, EXPIRY)).isEqualTo(done);

    RunRecord renewed = claimed(table(), "agent-1");
    table().renew(renewed.task(), "agent-1", 1, NOW.plusSeconds(40));
    assertThat(table().giveUp(renewed, lost, LATER))
        .isEqualTo(new RunResult.Refused(table().readRun(renewed.task()).orElseThrow()));

    RunRecord failed = claimed(table(), "agent-1");
    RunResult own = table().fail(failed.task(), "agent-1", 1, ERROR, null, LATER);
    assertThat(table().giveUp(failed, lost, LATER))
        .isEqualTo(new RunResult.Refused(((RunResult.Done) own).run()));
  }

  @Test
  default void aTaskIsCancelledBeforeItsFirstClaim() {
    TaskId task = newTask();

    RunResult done = table().cancelTask(task, LATER, EXPIRY);

    RunDraft expected = new RunDraft(task).ended(TaskState.CANCELLED, LATER);
    assertDoneOnceAndForAll(done, expected);
    assertThat(table().cancelTask(task, EXPIRY, EXPIRY)).isEqualTo(done);
    assertThat(table().claim(task, claim("agent-1"), NOW))
        .isEqualTo(new ClaimResult.Terminal(expected.done()));
  }

  @Test
  default void aTaskIsCancelledWhileItWaitsForItsRetry() {
    RunRecord run = claimed(table(), "agent-1");
    table().retry(run.task(), "agent-1", 1, ERROR, null, EXPIRY);

    RunResult done = table().cancelTask(run.task(), LATER, EXPIRY);

    assertDoneOnceAndForAll(done, new RunDraft(run).ended(TaskState.CANCELLED, LATER));
  }

  @Test
  default void aTaskIsCancelledWhileItRunsAndItsAgentFindsOut() {
    RunRecord run = claimed(table(), "agent-1");

    RunResult done = table().cancelTask(run.task(), LATER, EXPIRY);

    RunDraft expected = new RunDraft(run).ended(TaskState.CANCELLED, LATER);
    assertDoneOnceAndForAll(done, expected);
    RunResult refused = new RunResult.Refused(expected.done());
    assertThat(table().renew(run.task(), "agent-1", 1, EXPIRY)).isEqualTo(refused);
    assertThat(table().complete(run.task(), "agent-1", 1, RESULT, LATER)).isEqualTo(refused);
  }

  @Test
  default void aTaskThatEndedIsNotCancelled() {
    RunRecord run = claimed(table(), "agent-1");
    RunResult completed = table().complete(run.task(), "agent-1", 1, RESULT, LATER);

    assertThat(table().cancelTask(run.task(), LATER, EXPIRY))
        .isEqualTo(new RunResult.Refused(((RunResult.Done) completed).run()));
  }

  @Test
  default void aTaskWithoutARunRecordHasNoClaimToChange() {
    TaskId task = newTask();

    assertThat(table().renew(task, "agent-1", 1, EXPIRY)).isEqualTo(new RunResult.Refused(null));
    assertThat(table().complete(task, "agent-1", 1, RESULT, NOW))
        .isEqualTo(new RunResult.Refused(null));
    assertThat(table().handBack(task, "agent-1", 1)).isEqualTo(new RunResult.Refused(null));
    assertThat(table().readRun(task)).isEmpty();
  }

  @Test
  default void aReferenceTooLongForARunRecordIsRefused() {
    RunRecord run = claimed(table(), "agent-1");
    BlobReference tooLong = BlobReference.of("k".repeat(128), 0, new byte[0]);

    assertThatThrownBy(() -> table().complete(run.task(), "agent-1", 1, tooLong, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("task " + run.task() + ": the reference of its result");
    assertThatThrownBy(() -> table().fail(run.task(), "agent-1", 1, ERROR, tooLong, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the reference of its log");
    assertThat(table().readRun(run.task())).contains(run);
  }

  private void assertDoneOnceAndForAll(RunResult result, RunDraft expected) {
    RunRecord run = expected.done();
    assertThat(result).isEqualTo(new RunResult.Done(run));
    assertThat(table().readRun(run.task())).contains(run);
  }

  private void assertOthersAreRefused(BiFunction<String, Integer, RunResult> change, TaskId task) {
    RunResult refused = new RunResult.Refused(table().readRun(task).orElseThrow());
    assertThat(change.apply("agent-2", 1)).isEqualTo(refused);
    assertThat(change.apply("agent-1", 2)).isEqualTo(refused);
    assertThat(change.apply("agent-1", 0)).isEqualTo(refused);
  }
}
