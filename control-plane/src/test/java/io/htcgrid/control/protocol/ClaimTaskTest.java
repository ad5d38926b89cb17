package io.htcgrid.control.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.state.InMemoryStateTable;
import io.htcgrid.control.state.Samples;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClaimTaskTest {
  private static final Duration LEASE = LeaseTerms.DEFAULT.length();
  private static final Duration PAST_GRACE = LEASE.plus(LeaseTerms.DEFAULT.grace()).plusMillis(1);
  private final TestGrid grid = new TestGrid(new InMemoryStateTable());

  @BeforeEach
  void submit() {
    grid.submit(1);
  }

  @Test
  void aTaskIsClaimedInOneStep() {
    ClaimTask claim = grid.claim(0, "a");

    assertThat(claim.step())
        .isInstanceOfSatisfying(
            ClaimTask.Outcome.Claimed.class,
            claimed ->
                assertThat(claimed.run().leaseExpiresAt())
                    .isEqualTo(grid.clock.instant().plus(LEASE)));
  }

  @Test
  void aHeldTaskIsLeftUntilItsLeaseIsLost() {
    RunRecord held = grid.claimed(0, "a");
    grid.clock.pass(PAST_GRACE.minusMillis(1));

    assertThat(grid.claim(0, "b").run())
        .isEqualTo(
            new ClaimTask.Outcome.NotYet(
                held, Samples.NOW.plus(LEASE).plus(LeaseTerms.DEFAULT.grace())));
  }

  @Test
  void aTaskIsTakenOverOnceItsLeaseIsLost() {
    grid.claimed(0, "a");
    grid.clock.pass(PAST_GRACE);

    RunRecord run = grid.claimed(0, "b");

    assertThat(run.owner()).isEqualTo("b");
    assertThat(run.attempt()).isEqualTo(2);
    assertThat(run.leaseExpiresAt()).isEqualTo(grid.clock.instant().plus(LEASE));
  }

  @Test
  void anAgentThatCameBackMeanwhileKeepsItsTask() {
    RunRecord held = grid.claimed(0, "a");
    grid.clock.pass(PAST_GRACE);
    ClaimTask takeover = grid.claim(0, "b");
    assertThat(takeover.step()).isNull();

    grid.table.renew(held.task(), "a", 1, grid.clock.instant().plus(LEASE));

    assertThat(takeover.run()).isInstanceOf(ClaimTask.Outcome.NotYet.class);
  }

  @Test
  void aTaskThatIsHandedBackDuringATakeoverComesAgainAtOnce() {
    RunRecord held = grid.claimed(0, "a");
    grid.clock.pass(PAST_GRACE);
    ClaimTask takeover = grid.claim(0, "b");
    assertThat(takeover.step()).isNull();
    grid.table.handBack(held.task(), "a", 1);

    var notYet = (ClaimTask.Outcome.NotYet) takeover.run();

    assertThat(notYet.until()).isEqualTo(grid.clock.instant());
    assertThat(grid.claimed(0, "b").owner()).isEqualTo("b");
  }

  @Test
  void aTaskWhoseAgentsAreLostIsTriedThreeTimesThenGivenUp() {
    for (int attempt = 1; attempt <= 3; attempt++) {
      RunRecord run = grid.claimed(0, "agent-" + attempt);
      assertThat(run.tries()).isEqualTo(attempt);
      loseRenewed(run);
    }

    var terminal = (ClaimTask.Outcome.Terminal) grid.claim(0, "last").run();

    assertThat(terminal.run().state()).isEqualTo(TaskState.FAILED);
    assertThat(terminal.run().error())
        .isNotNull()
        .satisfies(
            error -> {
              assertThat(error.kind()).isEqualTo(FailureKind.ATTEMPTS_EXHAUSTED);
              assertThat(error.message())
                  .isEqualTo("attempt 3 ended with the loss of its agent agent-3; 3 tries counted");
            });
  }

  @Test
  void withoutARetryPolicyTheFirstLostAgentIsTheLast() {
    grid.retry = RetryPolicy.NONE;
    loseRenewed(grid.claimed(0, "a"));

    assertThat(grid.claim(0, "b").run()).isInstanceOf(ClaimTask.Outcome.Terminal.class);
  }

  @Test
  void tenLeasesLostBeforeTheirFirstHeartbeatAreTheLast() {
    for (int attempt = 1; attempt <= LeaseTerms.MAX_UNRENEWED_LOSSES; attempt++) {
      RunRecord run = grid.claimed(0, "agent-" + attempt);
      assertThat(run.attempt()).isEqualTo(attempt);
      assertThat(run.tries()).isEqualTo(1);
      assertThat(run.unrenewedLosses()).isEqualTo(attempt - 1);
      grid.clock.pass(PAST_GRACE);
    }

    var terminal = (ClaimTask.Outcome.Terminal) grid.claim(0, "last").run();

    assertThat(terminal.run().state()).isEqualTo(TaskState.FAILED);
    assertThat(terminal.run().attempt()).isEqualTo(10);
  }

  @Test
  void aTaskThatChangedBeforeItIsGivenUpIsLookedAtAgain() {
    grid.retry = RetryPolicy.NONE;
    RunRecord run = grid.claimed(0, "a");
    loseRenewed(run);
    ClaimTask claim = grid.claim(0, "b");
    assertThat(claim.step()).isNull();
    grid.table.complete(run.task(), "a", 1, Samples.RESULT, grid.clock.instant());

    var terminal = (ClaimTask.Outcome.Terminal) claim.run();

    assertThat(terminal.run().state()).isEqualTo(TaskState.COMPLETED);
  }

  @Test
  void aTaskWaitingForItsRetryIsLeftUntilThen() {
    RunRecord run = grid.claimed(0, "a");
    var notBefore = grid.clock.instant().plusSeconds(60);
    grid.table.retry(run.task(), "a", 1, Samples.ERROR, null, notBefore);

    var notYet = (ClaimTask.Outcome.NotYet) grid.claim(0, "b").run();

    assertThat(notYet.until()).isEqualTo(notBefore);
  }

  @Test
  void aTerminalTaskIsToldAsSuch() {
    grid.run(0, TestGrid.SUCCESS, 1);

    assertThat(grid.claim(0, "b").run()).isInstanceOf(ClaimTask.Outcome.Terminal.class);
  }

  @Test
  void eachLostTryGoesIntoTheHistoryOnceBeforeItsTaskIsTakenOverOrGivenUp() {
    List<String> added = new ArrayList<>();
    ClaimTask.History history =
        (lost, error) -> {
          added.add(lost.owner() + " " + error.type());
          return log(added.size());
        };
    loseRenewed(grid.claimed(0, "a"));

    var claimed = (ClaimTask.Outcome.Claimed) claim("b", history).run();
    assertThat(claimed.run().log()).isEqualTo(log(1));

    grid.retry = RetryPolicy.NONE;
    loseRenewed(claimed.run());
    var terminal = (ClaimTask.Outcome.Terminal) claim("c", history).run();
    assertThat(terminal.run().log()).isEqualTo(log(2));
    assertThat(added).containsExactly("a AgentLost", "b AgentLost");
  }

  private static BlobReference log(int number) {
    return BlobReference.of("out/00/log-" + number, 0, new byte[0]);
  }

  private ClaimTask claim(String owner, ClaimTask.History history) {
    return new ClaimTask(
        grid.table,
        grid.clock,
        LeaseTerms.DEFAULT,
        new ClaimTask.Wanted(new TaskId(grid.session, 0), grid.retry, owner, owner, Samples.EXPIRY),
        history);
  }

  private void loseRenewed(RunRecord run) {
    grid.table.renew(run.task(), run.owner(), run.attempt(), grid.clock.instant().plus(LEASE));
    grid.clock.pass(PAST_GRACE);
  }
}
