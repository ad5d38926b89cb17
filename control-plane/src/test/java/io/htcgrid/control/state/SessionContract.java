package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.NOW;
import static io.htcgrid.control.state.Samples.newId;
import static io.htcgrid.control.state.Samples.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.data.SessionId;
import org.junit.jupiter.api.Test;

/** Sessions after their submit: their end, their cancel counter, their reply queues. */
interface SessionContract extends StateTableTest {

  @Test
  default void aSessionEndsOnce() {
    SessionId id = Samples.active(table(), 1);

    EndResult first = end(id, SessionState.CANCELLED);

    SessionRecord ended = ((EndResult.Ended) first).session();
    assertThat(ended.state()).isEqualTo(SessionState.CANCELLED);
    assertThat(ended.endedAt()).isEqualTo(NOW);
    assertThat(ended.endReason()).isEqualTo(EndReason.CANCELLED_BY_CLIENT);
    assertThat(ended.endMessage()).isEqualTo("as a test wants it");
    assertThat(end(id, SessionState.FAILED)).isEqualTo(new EndResult.AlreadyEnded(ended));
    assertThat(end(id, SessionState.CANCELLED)).isEqualTo(new EndResult.AlreadyEnded(ended));
    assertThat(table().readSession(id, NOW)).contains(ended);
  }

  @Test
  default void aSessionBeingSubmittedCanFailButNotComplete() {
    SessionRecord session = session(newId());
    table().begin(session, NOW);

    assertThatThrownBy(() -> end(session.id(), SessionState.COMPLETED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SUBMITTING")
        .hasMessageContaining("COMPLETED");
    assertThat(table().readSession(session.id(), NOW)).contains(session);
    assertThat(end(session.id(), SessionState.FAILED)).isInstanceOf(EndResult.Ended.class);
  }

  @Test
  default void aSubmissionCannotEndAsCompleted() {
    SessionRecord session = session(newId());
    table().begin(session, NOW);

    assertThatThrownBy(
            () ->
                table()
                    .endSubmission(
                        session.id(),
                        Samples.SUBMITTER,
                        SessionState.COMPLETED,
                        EndReason.ALL_TASKS_ENDED,
                        "",
                        NOW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("COMPLETED");
    assertThat(table().readSession(session.id(), NOW).orElseThrow().state())
        .isEqualTo(SessionState.SUBMITTING);
  }

  @Test
  default void noSessionEndsAsActive() {
    SessionId id = Samples.active(table(), 1);

    assertThatThrownBy(() -> end(id, SessionState.ACTIVE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void anAbsentSessionDoesNotEnd() {
    SessionRecord expired = session(newId());
    table().begin(expired, NOW);

    assertThat(end(newId(), SessionState.FAILED)).isEqualTo(new EndResult.NoSession());
    assertThat(
            table()
                .end(
                    expired.id(),
                    SessionState.FAILED,
                    EndReason.TIMED_OUT,
                    "too late",
                    expired.expiresAt()))
        .isEqualTo(new EndResult.NoSession());
  }

  @Test
  default void theCancelCounterRises() {
    SessionId id = Samples.active(table(), 1);

    assertThat(table().raiseCancelCounter(id).orElseThrow().cancelCounter()).isEqualTo(1);
    assertThat(table().raiseCancelCounter(id).orElseThrow().cancelCounter()).isEqualTo(2);
    assertThat(table().readSession(id, NOW).orElseThrow().cancelCounter()).isEqualTo(2);
    assertThat(table().raiseCancelCounter(newId())).isEmpty();
  }

  @Test
  default void aSessionNamesFiveReplyQueuesAtMost() {
    SessionId id = Samples.active(table(), 1);
    for (int i = 1; i <= SessionRecord.MAX_REPLY_QUEUES; i++) {
      assertThat(table().addReplyQueue(id, "queue-" + i))
          .isInstanceOf(ReplyQueueResult.Named.class);
    }
    SessionRecord full = table().readSession(id, NOW).orElseThrow();
    assertThat(full.replyQueues())
        .containsExactlyInAnyOrder("queue-1", "queue-2", "queue-3", "queue-4", "queue-5");

    assertThat(table().addReplyQueue(id, "queue-6")).isEqualTo(new ReplyQueueResult.Full(full));
    assertThat(table().addReplyQueue(id, "queue-5")).isEqualTo(new ReplyQueueResult.Named(full));
  }

  @Test
  default void aReplyQueueIsTakenOut() {
    SessionId id = Samples.active(table(), 1);
    table().addReplyQueue(id, "queue-1");
    table().addReplyQueue(id, "queue-2");

    table().removeReplyQueue(id, "queue-1");
    table().removeReplyQueue(id, "queue-1");
    assertThat(table().readSession(id, NOW).orElseThrow().replyQueues()).containsExactly("queue-2");

    table().removeReplyQueue(id, "queue-2");
    assertThat(table().readSession(id, NOW).orElseThrow().replyQueues()).isEmpty();
    assertThat(table().addReplyQueue(id, "queue-3")).isInstanceOf(ReplyQueueResult.Named.class);
  }

  @Test
  default void theReplyQueuesOfNoSessionBringNoneIntoBeing() {
    SessionId id = newId();

    assertThat(table().addReplyQueue(id, "queue-1")).isEqualTo(new ReplyQueueResult.NoSession());
    table().removeReplyQueue(id, "queue-1");
    assertThat(table().readSession(id, NOW)).isEmpty();
  }

  private EndResult end(SessionId id, SessionState state) {
    return table().end(id, state, EndReason.CANCELLED_BY_CLIENT, "as a test wants it", NOW);
  }
}
