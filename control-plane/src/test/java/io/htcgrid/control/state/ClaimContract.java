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

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Running: claims. */
interface ClaimContract extends StateTableTest {

  @Test
  default void aTaskWithoutARunRecordIsClaimed() {
    TaskId task = newTask();

    RunRecord run = claimed(table(), task, claim("agent-1"));

    assertThat(run).isEqualTo(running(task, "agent-1", 1, 1, 0, NOW));
    assertThat(table().readRun(task)).contains(run);
  }

  @Test
  default void aRunningTaskIsHeld() {
    RunRecord run = claimed(table(), "agent-1");

    assertThat(table().claim(run.task(), claim("agent-2"), NOW.plusSeconds(999)))
        .isEqualTo(new ClaimResult.Held(run, NOW.plusSeconds(30)));
  }

  @Test
  default void aClaimWhoseReplyWasLostIsTheClaimantsAndCountsOnce() {
    RunRecord run = claimed(table(), "agent-1");

    assertThat(table().claim(run.task(), claim("agent-1"), NOW.plusSeconds(1)))
        .isEqualTo(new ClaimResult.Claimed(run));
    assertThat(table().readRun(run.task())).contains(run);
  }

  @Test
  default void aTaskWaitingForItsRetryIsNotDue() {
    RunRecord run = claimed(table(), "agent-1");
    Instant notBefore = NOW.plusSeconds(60);
    table().retry(run.task(), "agent-1", 1, ERROR, LOG, notBefore);
    RunRecord waiting = table().readRun(run.task()).orElseThrow();

    assertThat(table().claim(run.task(), claim("agent-2"), notBefore.minusMillis(1)))
        .isEqualTo(new ClaimResult.NotDue(waiting, notBefore));
  }

  @Test
  default void aRetriedTaskIsClaimedOnceDueAndKeepsItsErrorAndLog() {
    RunRecord run = claimed(table(), "agent-1");
    Instant notBefore = NOW.plusSeconds(60);
    table().retry(run.task(), "agent-1", 1, ERROR, LOG, notBefore);

    ClaimResult again = table().claim(run.task(), claim("agent-2"), notBefore);

    RunDraft expected = new RunDraft(running(run.task(), "agent-2", 2, 2, 0, notBefore));
    expected.error = ERROR;
    expected.log = LOG;
    assertThat(again).isEqualTo(new ClaimResult.Claimed(expected.done()));
  }

  @Test
  default void aTaskHandedBackIsClaimedAtOnceAndItsTryDoesNotCount() {
    RunRecord run = claimed(table(), "agent-1");
    table().renew(run.task(), "agent-1", 1, NOW.plusSeconds(40));
    table().handBack(run.task(), "agent-1", 1);

    assertThat(claimed(table(), run.task(), claim("agent-2")))
        .isEqualTo(running(run.task(), "agent-2", 2, 1, 0, NOW));
  }

  @Test
  default void aTerminalTaskIsNotClaimed() {
    RunRecord run = claimed(table(), "agent-1");
    table().complete(run.task(), "agent-1", 1, RESULT, NOW);
    RunRecord completed = table().readRun(run.task()).orElseThrow();

    assertThat(table().claim(run.task(), claim("agent-2"), NOW))
        .isEqualTo(new ClaimResult.Terminal(completed));
    assertThat(table().claim(run.task(), claim("agent-1"), NOW))
        .isEqualTo(new ClaimResult.Terminal(completed));
  }

  @Test
  default void aLeaseLostAfterAHeartbeatCountsAsATry() {
    RunRecord run = claimed(table(), "agent-1");
    table().renew(run.task(), "agent-1", 1, NOW.plusSeconds(40));
    RunRecord seen = table().readRun(run.task()).orElseThrow();

    ClaimResult taken = table().takeOver(seen, claim("agent-2"), NOW.plusSeconds(50));

    assertThat(taken)
        .isEqualTo(
            new ClaimResult.Claimed(running(run.task(), "agent-2", 2, 2, 0, NOW.plusSeconds(50))));
  }

  @Test
  default void aLeaseLostBeforeItsFirstHeartbeatCountsAsAnUnrenewedLoss() {
    RunRecord first = claimed(table(), "agent-1");

    ClaimResult second = table().takeOver(first, claim("agent-2"), NOW.plusSeconds(50));
    RunRecord run = ((ClaimResult.Claimed) second).run();
    assertThat(run).isEqualTo(running(first.task(), "agent-2", 2, 1, 1, NOW.plusSeconds(50)));

    ClaimResult third = table().takeOver(run, claim("agent-3"), NOW.plusSeconds(99));
    assertThat(third)
        .isEqualTo(
            new ClaimResult.Claimed(
                running(first.task(), "agent-3", 3, 1, 2, NOW.plusSeconds(99))));
  }

  @Test
  default void aTakeoverWhoseReplyWasLostIsTheClaimantsAndCountsOnce() {
    RunRecord seen = claimed(table(), "agent-1");
    ClaimResult taken = table().takeOver(seen, claim("agent-2"), NOW.plusSeconds(50));

    assertThat(table().takeOver(seen, claim("agent-2"), NOW.plusSeconds(51))).isEqualTo(taken);
  }

  @Test
  default void aTaskRenewedSinceItWasSeenIsNotTakenOver() {
    RunRecord seen = claimed(table(), "agent-1");
    table().renew(seen.task(), "agent-1", 1, NOW.plusSeconds(40));
    RunRecord renewed = table().readRun(seen.task()).orElseThrow();

    assertThat(table().takeOver(seen, claim("agent-2"), NOW.plusSeconds(50)))
        .isEqualTo(new ClaimResult.Held(renewed, NOW.plusSeconds(40)));
  }

  @Test
  default void aTaskThatSomeoneElseTookOverIsHeld() {
    RunRecord seen = claimed(table(), "agent-1");
    table().takeOver(seen, claim("agent-2"), NOW.plusSeconds(50));
    RunRecord stored = table().readRun(seen.task()).orElseThrow();

    assertThat(table().takeOver(seen, claim("agent-3"), NOW.plusSeconds(50)))
        .isEqualTo(new ClaimResult.Held(stored, NOW.plusSeconds(30)));
  }

  @Test
  default void aTaskThatEndedSinceItWasSeenIsNotTakenOver() {
    RunRecord seen = claimed(table(), "agent-1");
    table().complete(seen.task(), "agent-1", 1, RESULT, NOW);

    assertThat(table().takeOver(seen, claim("agent-2"), NOW))
        .isInstanceOf(ClaimResult.Terminal.class);
  }

  @Test
  default void aTaskThatIsPendingSinceItWasSeenIsToBeClaimedAnew() {
    RunRecord seen = claimed(table(), "agent-1");
    table().handBack(seen.task(), "agent-1", 1);
    RunRecord pending = table().readRun(seen.task()).orElseThrow();

    assertThat(table().takeOver(seen, claim("agent-2"), NOW.plusSeconds(50)))
        .isEqualTo(new ClaimResult.NotDue(pending, NOW.plusSeconds(50)));
  }

  @Test
  default void aTaskWhoseRunRecordIsGoneIsToBeClaimedAnew() {
    RunRecord seen = running(newTask(), "agent-1", 1, 1, 0, NOW);

    assertThat(table().takeOver(seen, claim("agent-2"), NOW))
        .isEqualTo(new ClaimResult.NotDue(seen, NOW));
  }

  @Test
  default void aClaimsTimesAreKeptToTheMillisecond() {
    Instant fine = NOW.plusNanos(456_789);
    Claim claim = new Claim("agent-1", "nonce", fine.plusSeconds(30), EXPIRY);

    ClaimResult.Claimed run = (ClaimResult.Claimed) table().claim(newTask(), claim, fine);

    assertThat(run.run().startedAt()).isEqualTo(NOW);
    assertThat(run.run().leaseExpiresAt()).isEqualTo(NOW.plusSeconds(30));
    assertThat(table().takeOver(run.run(), claim("agent-2"), NOW))
        .isInstanceOf(ClaimResult.Claimed.class);
  }

  @Test
  default void ownerAndNonceAreBounded() {
    assertThatThrownBy(() -> new Claim("", "nonce", NOW, EXPIRY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Claim("agent", "n".repeat(65), NOW, EXPIRY))
        .hasMessage("claim: the nonce has 65 bytes; it must have 1 to 64");
  }

  private static RunRecord running(
      TaskId task, String owner, int attempt, int tries, int losses, Instant started) {
    return new RunRecord(
        task,
        TaskState.RUNNING,
        owner,
        attempt,
        owner + "-nonce",
        tries,
        losses,
        false,
        NOW.plusSeconds(30),
        null,
        started,
        null,
        null,
        null,
        null);
  }
}
