package io.htcgrid.control.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RetryRule;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.queue.SendFailure;
import io.htcgrid.control.state.InMemoryStateTable;
import io.htcgrid.control.state.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FinishTryTest {
  private static final TaskError CRASH =
      new TaskError(FailureKind.FUNCTION_CRASHED, "Runtime.ExitError", "exit status 137");
  private static final Verdict CRASHED = new Verdict.Failed(CRASH, Samples.LOG);
  private final TestGrid grid = new TestGrid(new InMemoryStateTable());

  @BeforeEach
  void submit() {
    grid.submit(1);
  }

  @Test
  void aResultCompletesTheTask() {
    RunRecord run = terminal(grid.finish(grid.claimed(0, "a"), TestGrid.SUCCESS).run());

    assertThat(run.state()).isEqualTo(TaskState.COMPLETED);
    assertThat(run.result()).isEqualTo(Samples.RESULT);
    assertThat(sentMessages()).isZero();
  }

  @Test
  void aFunctionsOwnErrorIsFinal() {
    RunRecord run = terminal(grid.finish(grid.claimed(0, "a"), TestGrid.FAILURE).run());

    assertThat(run.state()).isEqualTo(TaskState.FAILED);
    assertThat(run.error()).isEqualTo(Samples.ERROR);
  }

  @Test
  void aCrashIsTriedAgainLaterWithAMessageOfItsOwn() {
    RunRecord claim = grid.claimed(0, "a");

    var retried = (FinishTry.Outcome.Retried) grid.finish(claim, CRASHED).run();

    Duration delay = Duration.ofSeconds(1);
    assertThat(retried.delay()).isEqualTo(delay);
    assertThat(retried.run().state()).isEqualTo(TaskState.PENDING);
    assertThat(retried.run().notBefore()).isEqualTo(grid.clock.instant().plus(delay));
    assertThat(retried.run().error()).isEqualTo(CRASH);
    assertThat(retried.run().log()).isEqualTo(Samples.LOG);
    assertThat(grid.sent.batches()).hasSize(1);
    SentMessages.Batch batch = grid.sent.batches().get(0);
    assertThat(batch.delay()).isEqualTo(delay);
    assertThat(batch.messages()).containsExactly(TestGrid.message(claim.task()));
  }

  @Test
  void aDelayLongerThanAMessagesIsGoneInHops() {
    Duration delay = Duration.ofMinutes(40);
    grid.retry =
        new RetryPolicy(List.of(new RetryRule(List.of(RetryRule.ALL), delay, 1, 2, delay)));
    Instant due = grid.clock.instant().plus(delay);

    var retried = (FinishTry.Outcome.Retried) grid.finish(grid.claimed(0, "a"), CRASHED).run();

    assertThat(retried.run().notBefore()).isEqualTo(due);
    Duration hop = grid.sent.batches().get(0).delay();
    assertThat(hop).isEqualTo(Duration.ofMinutes(15));
    grid.clock.pass(hop);
    assertThat(grid.claim(0, "b").run())
        .isEqualTo(new ClaimTask.Outcome.NotYet(retried.run(), due));
    grid.clock.pass(delay.minus(hop));
    assertThat(grid.claimed(0, "b").attempt()).isEqualTo(2);
  }

  @Test
  void theThirdCrashIsTheLast() {
    for (int tries = 1; tries <= 2; tries++) {
      var retried =
          (FinishTry.Outcome.Retried) grid.finish(grid.claimed(0, "agent"), CRASHED).run();
      assertThat(retried.run().tries()).isEqualTo(tries);
      assertThat(retried.delay()).isEqualTo(Duration.ofSeconds(tries));
      grid.clock.pass(retried.delay());
    }

    RunRecord run = terminal(grid.finish(grid.claimed(0, "agent"), CRASHED).run());

    assertThat(run.state()).isEqualTo(TaskState.FAILED);
    assertThat(run.error()).isEqualTo(CRASH);
    assertThat(run.tries()).isEqualTo(3);
  }

  @Test
  void aRetrysMessageIsSentUntilItIsTaken() {
    int[] refusals = {2};
    grid.sent.refuse(
        message -> refusals[0]-- > 0 ? new SendFailure("Throttled", "slow down", false) : null);

    assertThat(grid.finish(grid.claimed(0, "a"), CRASHED).run())
        .isInstanceOf(FinishTry.Outcome.Retried.class);
    assertThat(sentMessages()).isEqualTo(1);
  }

  @Test
  void aRetrysMessageThatIsNeverTakenLeavesTheOldOne() {
    SendFailure failure = new SendFailure("Invalid", "no", true);
    grid.sent.refuse(message -> failure);

    var unsent = (FinishTry.Outcome.Unsent) grid.finish(grid.claimed(0, "a"), CRASHED).run();

    assertThat(unsent.failure()).isEqualTo(failure);
    assertThat(unsent.run().state()).isEqualTo(TaskState.PENDING);
    // The old message comes again, and the task is due then.
    grid.clock.pass(Duration.ofSeconds(1));
    assertThat(grid.claimed(0, "b").tries()).isEqualTo(2);
  }

  @Test
  void aLostLeaseWritesNothing() {
    RunRecord claim = grid.claimed(0, "a");
    grid.clock.pass(Duration.ofSeconds(36));
    RunRecord other = grid.claimed(0, "b");

    for (Verdict verdict : new Verdict[] {TestGrid.SUCCESS, TestGrid.FAILURE, CRASHED}) {
      assertThat(grid.finish(claim, verdict).run())
          .isEqualTo(new FinishTry.Outcome.LeaseLost(other));
    }
    assertThat(sentMessages()).isZero();
    assertThat(grid.table.readRun(claim.task())).contains(other);
  }

  @Test
  void aTaskCancelledMeanwhileIsTerminal() {
    RunRecord claim = grid.claimed(0, "a");
    grid.table.cancelTask(claim.task(), grid.clock.instant(), Samples.EXPIRY);

    assertThat(terminal(grid.finish(claim, TestGrid.SUCCESS).run()).state())
        .isEqualTo(TaskState.CANCELLED);
    assertThat(terminal(grid.finish(claim, CRASHED).run()).state()).isEqualTo(TaskState.CANCELLED);
    assertThat(sentMessages()).isZero();
  }

  @Test
  void aVerdictWhoseReplyWasLostIsWrittenOnce() {
    RunRecord claim = grid.claimed(0, "a");
    RunRecord first = terminal(grid.finish(claim, TestGrid.SUCCESS).run());
    grid.clock.pass(Duration.ofSeconds(1));

    assertThat(terminal(grid.finish(claim, TestGrid.SUCCESS).run())).isEqualTo(first);
  }

  private int sentMessages() {
    return grid.sent.taken().size();
  }

  private static RunRecord terminal(FinishTry.Outcome outcome) {
    return ((FinishTry.Outcome.Terminal) outcome).run();
  }
}
