package io.htcgrid.control.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.state.InMemoryStateTable;
import io.htcgrid.control.state.Samples;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BeginSubmissionTest {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private final StateTable table = new InMemoryStateTable();
  private final ManualClock clock = new ManualClock();
  private final SessionId id = Samples.newId();

  @Test
  void aNewSessionIsFresh() {
    SessionRecord proposed = proposed("me");

    assertThat(begin(proposed).run()).isEqualTo(new SubmissionStart.Fresh(proposed));
    assertThat(table.readSession(id, clock.instant())).contains(proposed);
  }

  @Test
  void aBeginWhoseReplyWasLostIsFresh() {
    SessionRecord proposed = proposed("me");
    table.begin(proposed, clock.instant());

    assertThat(begin(proposed).run()).isEqualTo(new SubmissionStart.Fresh(proposed));
  }

  @Test
  void aSubmissionUnderWayIsBusyUntilItsLeaseRunsOut() {
    SessionRecord first = proposed("first");
    begin(first).run();
    clock.pass(LEASE);

    assertThat(begin(proposed("second")).run())
        .isEqualTo(new SubmissionStart.Busy(first, Samples.NOW.plus(LEASE)));
  }

  @Test
  void aSubmissionThatStoppedHalfWayIsTakenOverWhereItStood() {
    begin(proposed("first")).run();
    table.renewSubmission(id, new SubmitLease("first", Samples.NOW.plus(LEASE), 17));
    clock.pass(LEASE.plusMillis(1));

    var taken = (SubmissionStart.TookOver) begin(proposed("second")).run();

    assertThat(taken.session().submitLease())
        .isEqualTo(new SubmitLease("second", clock.instant().plus(LEASE), 17));
  }

  @Test
  void ofTwoTakersTheSlowerIsBusy() {
    begin(proposed("first")).run();
    clock.pass(LEASE.plusMillis(1));
    BeginSubmission slow = begin(proposed("slow"));
    assertThat(slow.step()).isNull();

    assertThat(begin(proposed("quick")).run()).isInstanceOf(SubmissionStart.TookOver.class);
    assertThat(slow.run()).isInstanceOf(SubmissionStart.Busy.class);
  }

  @Test
  void aSubmissionThatIsAbandonedDuringATakeoverIsAlreadySubmitted() {
    begin(proposed("first")).run();
    clock.pass(LEASE.plusMillis(1));
    BeginSubmission slow = begin(proposed("slow"));
    assertThat(slow.step()).isNull();

    table.end(
        id,
        SessionState.FAILED,
        EndReason.SUBMISSION_ABANDONED,
        "nobody took it over",
        clock.instant());

    var found = (SubmissionStart.AlreadySubmitted) slow.run();
    assertThat(found.session().state()).isEqualTo(SessionState.FAILED);
  }

  @Test
  void theTokenOfASessionThatExpiresDuringATakeoverIsRefusedUntilItsPagesAreGone() {
    SessionRecord first = proposed("first");
    begin(first).run();
    clock.pass(Duration.between(clock.instant(), first.expiresAt()).minusMillis(1));
    BeginSubmission slow = begin(proposed("slow"));
    assertThat(slow.step()).isNull();
    clock.pass(Duration.ofMillis(1));

    var refused = (SubmissionStart.Refused) slow.run();
    assertThat(refused.reason()).contains(first.id().value(), first.idFreeAt().toString());
    clock.pass(Duration.between(clock.instant(), first.idFreeAt()));
    assertThat(begin(proposed("late")).run()).isInstanceOf(SubmissionStart.Fresh.class);
  }

  @Test
  void otherContentIsRefused() {
    SessionRecord first = proposed("first");
    begin(first).run();
    SessionRecord other = withDigest(proposed("second"), "digest-2");

    var refused = (SubmissionStart.Refused) begin(other).run();

    assertThat(refused.session()).isEqualTo(first);
    assertThat(refused.reason()).contains(id.value(), "other settings");
  }

  @Test
  void aSubmittedSessionIsNotSubmittedAgain() {
    begin(proposed("first")).run();
    table.activate(id, "first", 1);

    assertThat(begin(proposed("second")).run())
        .isEqualTo(
            new SubmissionStart.AlreadySubmitted(
                table.readSession(id, clock.instant()).orElseThrow()));
  }

  private BeginSubmission begin(SessionRecord proposed) {
    return new BeginSubmission(table, proposed, clock);
  }

  private SessionRecord proposed(String owner) {
    return Samples.session(
        id, clock.instant(), new SubmitLease(owner, clock.instant().plus(LEASE), -1));
  }

  private static SessionRecord withDigest(SessionRecord session, String digest) {
    return new SessionRecord(
        session.id(),
        session.state(),
        session.settings(),
        "token",
        digest,
        session.createdAt(),
        session.deadline(),
        session.expiresAt(),
        session.submitLease(),
        session.taskCount(),
        session.closedGroups(),
        session.counts(),
        session.cancelCounter(),
        session.replyQueues(),
        null,
        null,
        null);
  }
}
