package io.htcgrid.control.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.config.TestGrid;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.control.state.LeaseResult;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
class SessionDutiesTest {
  private final SweptGrid grid;

  SessionDutiesTest(AwsEndpoints aws, UniqueName name) {
    grid = new SweptGrid(TestGrid.create(aws, name.value()));
  }

  @AfterEach
  void delete() {
    grid.close();
  }

  @Test
  void overdueSessionsAreEndedAndTheirConnectorsTold() {
    String queue = grid.services.replies().create("c");
    SessionRecord active = grid.active(3, queue);
    SessionRecord submitting = grid.submitting();
    EndOverdueSessions duty = new EndOverdueSessions(grid.services);
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(0, 0));

    grid.clock.advance(SweptGrid.TIMEOUT);
    SessionRecord later = grid.active(1);
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(2, 2));
    assertThat(List.of(grid.read(active), grid.read(submitting)))
        .allSatisfy(
            session -> {
              assertThat(session.state()).isEqualTo(SessionState.FAILED);
              assertThat(session.endReason()).isEqualTo(EndReason.TIMED_OUT);
              assertThat(session.endMessage()).contains("timeout of PT1H passed");
            });
    assertThat(grid.read(later).ended()).isFalse();
    assertThat(grid.events(queue))
        .containsExactly(
            new SessionEvent.SessionEnded(active.id(), SessionState.FAILED, EndReason.TIMED_OUT));
    assertThat(duty.runOnce().repaired()).isZero();
  }

  @Test
  void manyOverdueSessionsAreAllEnded() {
    List<SessionRecord> sessions = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      sessions.add(grid.submitting());
    }
    grid.clock.advance(SweptGrid.TIMEOUT);
    assertThat(new EndOverdueSessions(grid.services).runOnce().repaired()).isEqualTo(60);
    assertThat(sessions).allMatch(session -> grid.read(session).ended());
  }

  @Test
  void aSubmissionIsAbandonedTenMinutesAfterItsLeaseRanOut() {
    String queue = grid.services.replies().create("c");
    SessionRecord half = grid.submitting(queue);
    SessionRecord whole = grid.active(3);
    AbandonSubmissions duty = new AbandonSubmissions(grid.services);
    grid.clock.advance(Duration.ofMinutes(10));
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(2, 0));
    grid.clock.advance(Duration.ofMinutes(1));
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(2, 1));
    assertThat(grid.read(half).state()).isEqualTo(SessionState.FAILED);
    assertThat(grid.read(half).endReason()).isEqualTo(EndReason.SUBMISSION_ABANDONED);
    assertThat(grid.read(whole).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(grid.events(queue)).hasSize(1);
  }

  @Test
  void aSubmissionThatSomeoneTookOverIsLeftAlone() {
    SessionRecord half = grid.submitting();
    grid.clock.advance(Duration.ofMinutes(11));
    LeaseResult taken =
        grid.services
            .table()
            .takeOverSubmission(
                half.id(),
                new SubmitLease("retry", grid.clock.instant().plusSeconds(30), -1),
                grid.clock.instant());
    assertThat(taken).isInstanceOf(LeaseResult.Held.class);
    assertThat(new AbandonSubmissions(grid.services).runOnce()).isEqualTo(new DutyReport(1, 0));
    grid.services.table().activate(half.id(), "retry", 1);
    assertThat(grid.read(half).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  void aCompletePageThatIsNotInItsGroupEndsTheSession() {
    String queue = grid.services.replies().create("c");
    SessionRecord session = grid.active(150, queue);
    FinishHalfClosed duty = new FinishHalfClosed(grid.services);
    grid.complete(session, 0);
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 1));
    assertThat(grid.read(session).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(grid.services.table().readGroup(new GroupId(session.id(), 0)).closedPages())
        .containsExactly(0);
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 0));

    grid.complete(session, 1);
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 1));
    assertThat(grid.read(session).state()).isEqualTo(SessionState.COMPLETED);
    assertThat(grid.read(session).counts()).isEqualTo(new OutcomeCounts(150, 0, 0));
    assertThat(grid.events(queue))
        .containsExactly(
            new SessionEvent.SessionEnded(
                session.id(), SessionState.COMPLETED, EndReason.ALL_TASKS_ENDED));
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(0, 0));
  }

  @Test
  void aCompleteGroupThatIsNotInItsSessionEndsTheSession() {
    SessionRecord session = grid.active(50);
    grid.complete(session, 0);
    grid.services
        .table()
        .closePage(
            new PageId(session.id(), 0), new OutcomeCounts(50, 0, 0), session.pagesExpireAt());
    assertThat(new FinishHalfClosed(grid.services).runOnce()).isEqualTo(new DutyReport(1, 1));
    assertThat(grid.read(session).state()).isEqualTo(SessionState.COMPLETED);
    assertThat(grid.read(session).counts()).isEqualTo(new OutcomeCounts(50, 0, 0));
  }

  @Test
  void aCompleteSessionThatHasNotEndedEnds() {
    SessionRecord session = grid.active(50);
    grid.complete(session, 0);
    grid.services
        .table()
        .closePage(
            new PageId(session.id(), 0), new OutcomeCounts(50, 0, 0), session.pagesExpireAt());
    grid.services.table().closeGroup(new GroupId(session.id(), 0), new OutcomeCounts(50, 0, 0));
    assertThat(grid.read(session).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(new FinishHalfClosed(grid.services).runOnce()).isEqualTo(new DutyReport(1, 1));
    assertThat(grid.read(session).state()).isEqualTo(SessionState.COMPLETED);
  }

  @Test
  void groupsAreLookedAtInTurnByWhicheverProcessRuns() {
    int groups = 2 * FinishHalfClosed.MAX_GROUPS + 1;
    SessionRecord session = grid.active(groups * GroupId.PAGES * PageId.TASKS);
    int last = groups * GroupId.PAGES - 1;
    grid.complete(session, last);
    assertThat(new FinishHalfClosed(grid.services).runOnce().repaired()).isZero();
    assertThat(new FinishHalfClosed(grid.services).runOnce().repaired()).isZero();
    assertThat(new FinishHalfClosed(grid.services).runOnce().repaired()).isEqualTo(1);
  }

  @Test
  void submittingSessionsAreLeftAlone() {
    grid.submitting();
    assertThat(new FinishHalfClosed(grid.services).runOnce()).isEqualTo(new DutyReport(1, 0));
  }
}
