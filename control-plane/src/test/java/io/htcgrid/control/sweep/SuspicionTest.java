package io.htcgrid.control.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.state.ResendRecord;
import io.htcgrid.control.state.Samples;
import io.htcgrid.control.sweep.Suspicion.Leave;
import io.htcgrid.control.sweep.Suspicion.Note;
import io.htcgrid.control.sweep.Suspicion.Send;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SuspicionTest {
  private static final String ME = "sweeper-1";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SessionRecord session = Samples.session(Samples.newId());
  private final Instant created = session.createdAt();
  private final ResendRecord unknown = ResendRecord.unknown(session);

  private Suspicion judge(ResendRecord known, int closedPages, Instant now) {
    return Suspicion.of(session, known, closedPages, null, ME, now);
  }

  @Test
  void aSessionIsSuspectWhenNoPageOfItClosedForAQuarterOfAnHour() {
    Instant due = created.plus(Duration.ofMinutes(15));
    assertThat(judge(unknown, 0, due.minus(SECOND))).isEqualTo(new Leave());
    assertThat(judge(unknown, 0, due))
        .isEqualTo(new Send(unknown.begun(0, 1, ME, due.plus(Suspicion.LEASE))));
  }

  @Test
  void aSessionThatGetsOnIsNotedEveryFiveMinutes() {
    Instant due = created.plus(Duration.ofMinutes(5));
    assertThat(judge(unknown, 3, due.minus(SECOND))).isEqualTo(new Leave());
    ResendRecord noted = unknown.gotOn(3, due);
    assertThat(judge(unknown, 3, due)).isEqualTo(new Note(noted));
    assertThat(judge(noted, 3, due.plus(Duration.ofMinutes(14)))).isEqualTo(new Leave());
    assertThat(judge(noted, 3, due.plus(Duration.ofMinutes(15)))).isInstanceOf(Send.class);
  }

  @Test
  void thePatienceDoublesWithEachResend() {
    ResendRecord twice = unknown.begun(0, 2, ME, created).finished(created);
    assertThat(judge(twice, 0, created.plus(Duration.ofMinutes(60)).minus(SECOND)))
        .isEqualTo(new Leave());
    assertThat(judge(twice, 0, created.plus(Duration.ofMinutes(60))))
        .isInstanceOfSatisfying(Send.class, send -> assertThat(send.next().resends()).isEqualTo(3));
  }

  @Test
  void emptyQueuesMakeSessionsSuspectThatWereThereBefore() {
    Instant now = created.plusSeconds(60);
    assertThat(Suspicion.of(session, unknown, 3, created.minusSeconds(1), ME, now))
        .isEqualTo(new Leave());
    assertThat(Suspicion.of(session, unknown, 3, created.plusSeconds(1), ME, now))
        .isEqualTo(new Send(unknown.begun(3, 0, ME, now.plus(Suspicion.LEASE))));
  }

  @Test
  void oneSweeperHasASessionForItselfUntilItStopsOrItsLeaseRunsOut() {
    Instant leaseEnd = created.plus(Suspicion.LEASE);
    ResendRecord theirs = unknown.begun(0, 1, "sweeper-2", leaseEnd);
    assertThat(judge(theirs, 9, leaseEnd.minus(SECOND))).isEqualTo(new Leave());
    assertThat(judge(theirs, 9, leaseEnd))
        .isEqualTo(new Send(theirs.resumed(ME, leaseEnd.plus(Suspicion.LEASE))));
    ResendRecord stopped = theirs.stopped(200);
    assertThat(judge(stopped, 9, created))
        .isInstanceOfSatisfying(
            Send.class, send -> assertThat(send.next().nextPage()).isEqualTo(200));
  }
}
