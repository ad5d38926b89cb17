package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScreeningTest {
  private static final Instant NOW = Samples.CREATED.plusSeconds(10);

  private static TaskMessage message(int index, int tasksInPage) {
    return new TaskMessage(
        new TaskId(Samples.SESSION, index),
        tasksInPage,
        BlobReference.of("in/x", 0, new byte[0]),
        TaskOverrides.NONE,
        null);
  }

  @Test
  void aTaskOfAnOpenSessionRuns() {
    SessionRecord session = Samples.session(SessionState.ACTIVE, 101);

    assertThat(Screening.of(message(99, 100), session, NOW)).isEqualTo(new Screening.Run(session));
    assertThat(Screening.of(message(100, 1), session, NOW)).isEqualTo(new Screening.Run(session));
  }

  @Test
  void aTaskRunsWhileItsSessionIsStillBeingSubmitted() {
    SessionRecord session = Samples.session(SessionState.SUBMITTING, -1);

    assertThat(Screening.of(message(5000, 1), session, NOW)).isEqualTo(new Screening.Run(session));
  }

  @Test
  void aTaskOfAnEndedSessionIsStale() {
    assertThat(Screening.of(message(0, 1), Samples.session(SessionState.CANCELLED, 1), NOW))
        .isEqualTo(new Screening.Stale());
  }

  @Test
  void aSessionPastItsDeadlineIsOverdue() {
    SessionRecord session = Samples.session(SessionState.ACTIVE, 1);

    assertThat(Screening.of(message(0, 1), session, session.deadline()))
        .isEqualTo(new Screening.Overdue(session));
  }

  @Test
  void aTaskOfNoSessionIsForeign() {
    assertThat(Screening.of(message(0, 1), null, NOW))
        .isInstanceOfSatisfying(
            Screening.Foreign.class,
            foreign -> assertThat(foreign.reason()).contains(Samples.SESSION.value()));
  }

  @Test
  void aTaskThatItsSessionDoesNotHaveIsForeign() {
    SessionRecord session = Samples.session(SessionState.ACTIVE, 101);

    assertThat(Screening.of(message(101, 2), session, NOW)).isInstanceOf(Screening.Foreign.class);
    assertThat(Screening.of(message(100, 2), session, NOW)).isInstanceOf(Screening.Foreign.class);
  }
}
