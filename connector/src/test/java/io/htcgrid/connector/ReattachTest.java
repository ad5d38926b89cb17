package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.data.SessionId;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ReattachTest extends GridTest {

  @Test
  void aReattachedSessionLosesNothing() {
    String id;
    try (HtcGrid first = aws().connect()) {
      id = first.submit(tasks(250).build()).id().value();
      echo().runSome(120);
    }

    Session session = connect().session(id);
    try (OutcomeStream outcomes = session.outcomes()) {
      // Reads what ended before from its pages, ...
      for (int i = 0; i < 120; i++) {
        assertThat(outcomes.next()).isPresent();
      }
      // ... and is told of the rest by events.
      echo().runSome(130);
      assertThat(outcomes.stream()).hasSize(130);
    }
    assertThat(session.await().completed()).isEqualTo(250);
  }

  @Test
  void twoClientsOnOneSessionBothSeeEverything() {
    HtcGrid one = connect();
    Session first = one.submit(tasks(60).build());
    Session second = connect().session(first.id());
    try (OutcomeStream some = first.outcomes();
        OutcomeStream others = second.outcomes()) {
      echo().start(1);
      assertThat(some.stream().map(TaskOutcome::index))
          .containsExactlyInAnyOrderElementsOf(indexes(60));
      assertThat(others.stream().map(TaskOutcome::index))
          .containsExactlyInAnyOrderElementsOf(indexes(60));
    }
  }

  @Test
  void aClosedConnectionTakesItsReplyQueueOutOfTheSession() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(1).build());
    HtcGrid other = aws().connect();
    try (OutcomeStream outcomes = other.session(session.id()).outcomes()) {
      assertThat(outcomes.stream().limit(0)).isEmpty();
      Eventually.isTrue(() -> stored(session).replyQueues().size() == 2 || pollOnce(outcomes));
    }
    other.close();
    assertThat(stored(session).replyQueues()).hasSize(1);
  }

  /** Lets the stream do its work; there is no outcome to take. */
  private static boolean pollOnce(OutcomeStream outcomes) {
    outcomes.poll();
    return false;
  }

  private SessionRecord stored(Session session) {
    return aws()
        .services()
        .table()
        .readSession(session.id(), InstantSource.system().instant())
        .orElseThrow();
  }

  @Test
  void anUnknownSessionIsSaidToBeUnknown() {
    HtcGrid grid = connect();
    SessionId unknown = SessionId.random(InstantSource.system());
    assertThatThrownBy(() -> grid.session(unknown))
        .isInstanceOf(NoSuchSessionException.class)
        .hasMessageContaining(unknown.value())
        .hasMessageContaining(aws().config().grid());
    assertThatThrownBy(() -> grid.session("no id at all"))
        .isInstanceOf(NoSuchSessionException.class)
        .hasMessageContaining("no id at all");
  }
}
