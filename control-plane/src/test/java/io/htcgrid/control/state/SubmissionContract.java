package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.EXPIRY;
import static io.htcgrid.control.state.Samples.NOW;
import static io.htcgrid.control.state.Samples.SUBMITTER;
import static io.htcgrid.control.state.Samples.newId;
import static io.htcgrid.control.state.Samples.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Submitting: sessions and their submit leases. */
interface SubmissionContract extends StateTableTest {

  @Test
  default void aSessionBegins() {
    SessionRecord session = session(newId());

    assertThat(table().begin(session, NOW)).isEqualTo(new BeginResult.Begun(session));
    assertThat(table().readSession(session.id(), NOW)).contains(session);
  }

  @Test
  default void everyFieldOfASessionIsReadAsWritten() {
    SessionId id = newId();
    SubmitLease lease = new SubmitLease(SUBMITTER, NOW.plusMillis(30_001), 41);
    SessionRecord begun =
        session(id, Samples.fullSettings(), "token", NOW, lease, List.of("queue-1", "queue-2"));
    table().begin(begun, NOW);
    assertThat(table().readSession(id, NOW)).contains(begun);

    table().activate(id, SUBMITTER, 30_001);
    table().closeGroup(new GroupId(id, 0), new OutcomeCounts(9_990, 7, 3));
    table().closeGroup(new GroupId(id, 2), new OutcomeCounts(9_999, 1, 0));
    table().raiseCancelCounter(id);
    Instant end = NOW.plusSeconds(77);
    table().end(id, SessionState.FAILED, EndReason.FAILED_FAST, "it failed", end);
    assertThat(table().readSession(id, NOW))
        .contains(
            new SessionRecord(
                id,
                SessionState.FAILED,
                Samples.fullSettings(begun.settings().parent()),
                "token",
                "digest-1",
                NOW,
                begun.deadline(),
                begun.expiresAt(),
                null,
                30_001,
                Set.of(0, 2),
                new OutcomeCounts(19_989, 8, 3),
                1,
                List.of("queue-1", "queue-2"),
                end,
                EndReason.FAILED_FAST,
                "it failed"));
  }

  @Test
  default void timesAreKeptToTheMillisecond() {
    Instant fine = Instant.parse("2026-11-22T10:00:00.123456789Z");
    SessionRecord session =
        session(newId(), fine, new SubmitLease(SUBMITTER, fine.plusSeconds(30), -1));

    SessionRecord begun = ((BeginResult.Begun) table().begin(session, fine)).session();

    assertThat(begun.createdAt()).isEqualTo(NOW);
    assertThat(begun.deadline()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(begun.submitLease()).isEqualTo(new SubmitLease(SUBMITTER, NOW.plusSeconds(30), -1));
    assertThat(table().readSession(session.id(), NOW)).contains(begun);
  }

  @Test
  default void aSecondBeginFindsTheFirst() {
    SessionRecord session = session(newId());
    table().begin(session, NOW);

    SessionRecord other =
        session(session.id(), NOW, new SubmitLease("other", NOW.plusSeconds(99), -1));
    assertThat(table().begin(other, NOW)).isEqualTo(new BeginResult.Exists(session));
  }

  @Test
  default void anExpiredSessionIsAbsentAndItsIdIsFreeOnceItsPagesAreGone() {
    SessionRecord old = session(newId());
    table().begin(old, NOW);
    Instant expiry = old.expiresAt();
    Instant justBefore = expiry.minusMillis(1);
    SessionRecord anew = session(old.id(), expiry, new SubmitLease("new", expiry, -1));

    assertThat(table().readSession(old.id(), justBefore)).contains(old);
    assertThat(table().begin(anew, justBefore)).isEqualTo(new BeginResult.Exists(old));
    assertThat(table().readSession(old.id(), expiry)).isEmpty();
    assertThat(table().begin(anew, expiry)).isEqualTo(new BeginResult.Exists(old));
    Instant free = old.idFreeAt();
    assertThat(free).isAfter(old.pagesExpireAt());
    assertThat(table().begin(anew, free.minusMillis(1))).isEqualTo(new BeginResult.Exists(old));
    assertThat(table().begin(anew, free)).isInstanceOf(BeginResult.Begun.class);
  }

  @Test
  default void onlyASubmittingSessionBegins() {
    SessionDraft draft = new SessionDraft(session(newId()));
    draft.state = SessionState.ACTIVE;

    assertThatThrownBy(() -> table().begin(draft.done(), NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(draft.done().id().value());
  }

  @Test
  default void theOwnerRenewsItsSubmitLease() {
    SessionRecord session = session(newId());
    table().begin(session, NOW);
    SubmitLease lease = new SubmitLease(SUBMITTER, NOW.plusSeconds(40), 7);

    LeaseResult renewed = table().renewSubmission(session.id(), lease);

    assertThat(renewed).isInstanceOf(LeaseResult.Held.class);
    assertThat(((LeaseResult.Held) renewed).session().submitLease()).isEqualTo(lease);
    assertThat(table().renewSubmission(session.id(), lease)).isEqualTo(renewed);
  }

  @Test
  default void nobodyElseRenewsASubmitLease() {
    SessionRecord session = session(newId());
    table().begin(session, NOW);

    assertThat(table().renewSubmission(session.id(), new SubmitLease("other", NOW, 7)))
        .isEqualTo(new LeaseResult.Refused(session));
    assertThat(table().renewSubmission(newId(), new SubmitLease("other", NOW, 7)))
        .isEqualTo(new LeaseResult.NoSession());
  }

  @Test
  default void theSubmitLeaseOfASessionThatIsNoLongerSubmittingIsRefused() {
    SessionId id = Samples.active(table(), 1);
    SubmitLease lease = new SubmitLease(SUBMITTER, NOW.plusSeconds(40), 7);

    assertThat(table().renewSubmission(id, lease)).isInstanceOf(LeaseResult.Refused.class);
    assertThat(table().takeOverSubmission(id, lease, NOW.plusSeconds(999)))
        .isInstanceOf(LeaseResult.Refused.class);
  }

  @Test
  default void aSubmitLeaseIsTakenOverOnceItHasRunOut() {
    SessionRecord session = session(newId());
    table().begin(session, NOW);
    Instant end = NOW.plusSeconds(30);
    SubmitLease next = new SubmitLease("submitter-2", NOW.plusSeconds(60), 3);

    assertThat(table().takeOverSubmission(session.id(), next, end.minusMillis(1)))
        .isEqualTo(new LeaseResult.Refused(session));
    LeaseResult taken = table().takeOverSubmission(session.id(), next, end);
    assertThat(((LeaseResult.Held) taken).session().submitLease()).isEqualTo(next);
    assertThat(table().renewSubmission(session.id(), new SubmitLease(SUBMITTER, EXPIRY, 0)))
        .isInstanceOf(LeaseResult.Refused.class);
  }

  @Test
  default void aRepeatedTakeoverHoldsTheLease() {
    SessionRecord session = session(newId());
    table().begin(session, NOW);
    SubmitLease next = new SubmitLease("submitter-2", NOW.plusSeconds(60), 3);
    LeaseResult taken = table().takeOverSubmission(session.id(), next, NOW.plusSeconds(30));

    assertThat(table().takeOverSubmission(session.id(), next, NOW.plusSeconds(31)))
        .isEqualTo(taken);
  }

  @Test
  default void theLeaseOfAnAbsentSessionIsNotTakenOver() {
    SessionRecord session = session(newId());
    table().begin(session, NOW);
    SubmitLease next = new SubmitLease("submitter-2", EXPIRY, 3);

    assertThat(table().takeOverSubmission(session.id(), next, session.expiresAt()))
        .isEqualTo(new LeaseResult.NoSession());
    assertThat(table().takeOverSubmission(newId(), next, NOW))
        .isEqualTo(new LeaseResult.NoSession());
  }

  @Test
  default void theOwnerOfTheLeaseActivates() {
    SessionRecord session = session(newId());
    table().begin(session, NOW);

    ActivateResult result = table().activate(session.id(), SUBMITTER, 10_001);

    SessionRecord active = ((ActivateResult.Activated) result).session();
    assertThat(active.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(active.taskCount()).isEqualTo(10_001);
    assertThat(active.submitLease()).isNull();
    assertThat(table().readSession(session.id(), NOW)).contains(active);
    assertThat(table().activate(session.id(), SUBMITTER, 10_001))
        .isEqualTo(new ActivateResult.Refused(active));
  }

  @Test
  default void nobodyElseActivates() {
    SessionRecord session = session(newId());
    table().begin(session, NOW);

    assertThat(table().activate(session.id(), "other", 1))
        .isEqualTo(new ActivateResult.Refused(session));
    assertThat(table().activate(newId(), SUBMITTER, 1)).isEqualTo(new ActivateResult.NoSession());
    assertThatThrownBy(() -> table().activate(session.id(), SUBMITTER, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
