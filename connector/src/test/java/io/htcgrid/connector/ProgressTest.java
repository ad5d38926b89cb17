package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTest extends GridTest {
  private final List<SessionProgress> told = new ArrayList<>();

  @BeforeEach
  void forget() {
    told.clear();
  }

  private SessionProgress last() {
    return told.get(told.size() - 1);
  }

  /**
   * A worker that fails the first task, and whose results are larger than what an event carries.
   */
  private TestWorker largeResults() {
    return opened(
        new TestWorker(
            aws().services(),
            (task, payload) -> {
              if (task.task().index() == 0) {
                throw new TestWorker.TaskFailedException(
                    new TaskError(FailureKind.FUNCTION_ERROR, "Sad", "no price"));
              }
              return Arrays.copyOf(payload, 20_000);
            }));
  }

  @Test
  void progressIsToldUntilTheEnd() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(230).retry(RetryPolicy.NONE).build());
    largeResults().start(2);

    SessionStatus status = session.await(told::add);

    assertThat(status.state()).isEqualTo(SessionState.FAILED);
    assertThat(status).isEqualTo(session.status());
    assertThat(last()).isEqualTo(new SessionProgress(230, 229, 1, 0));
    assertThat(told).isSortedAccordingTo(Comparator.comparing(SessionProgress::ended));
    assertThat(told).hasSizeGreaterThan(1).allMatch(each -> each.taskCount() == 230);
  }

  @Test
  void noResultIsReadHoweverTheTasksEndAreLearned() {
    Session session = connect().submit(tasks(230).build());
    largeResults().runSome(120);
    Session seenByEvents = session;
    Session seenByPages =
        opened(
                HtcGrid.builder()
                    .services(aws().services())
                    .replyQueue(false)
                    .rereads(Duration.ofMillis(50), Duration.ofMillis(100))
                    .connect())
            .session(session.id());
    aws().calls().take();

    for (Session seen : List.of(seenByEvents, seenByPages)) {
      told.clear();
      assertThatThrownBy(() -> seen.await(Duration.ofSeconds(1), told::add))
          .isInstanceOf(AwaitTimeoutException.class);
      assertThat(last().ended()).isEqualTo(120);
      assertThat(last().open()).isEqualTo(110);
    }
    largeResults().runSome(110);
    aws().calls().take();
    for (Session seen : List.of(seenByEvents, seenByPages)) {
      told.clear();
      assertThat(seen.await(told::add).completed()).isEqualTo(229);
      assertThat(last().ended()).isEqualTo(230);
    }
    assertThat(aws().calls().take()).doesNotContainKeys("GetObject", "Query");
  }

  @Test
  void eventsThatWereCountedAreThereForTheNextReader() {
    HtcGrid grid = opened(aws().connectWithoutRereads());
    Session session = grid.submit(tasks(30).build());
    echo().start(1);
    session.await(told::add);
    assertThat(last().completed()).isEqualTo(30);
    aws().calls().take();

    try (OutcomeStream outcomes = session.outcomes()) {
      for (int i = 0; i < 30; i++) {
        assertThat(outcomes.next()).isPresent();
      }
    }
    assertThat(aws().calls().take().keySet())
        .isSubsetOf(Set.of("GetItem", "BatchGetItem", "ReceiveMessage", "DeleteMessageBatch"));
  }

  @Test
  void theEndOfACancelledSessionIsToldToo() {
    Session session = connect().session(aws().unsent(10_100));
    session.cancel(7);

    assertThat(
            session
                .await(
                    progress -> {
                      told.add(progress);
                      session.cancel();
                    })
                .state())
        .isEqualTo(SessionState.CANCELLED);

    assertThat(told.get(0)).isEqualTo(new SessionProgress(10_100, 0, 0, 1));
    assertThat(last()).isEqualTo(new SessionProgress(10_100, 0, 0, 10_100));
  }

  @Test
  void whatTheCallersCodeThrowsIsThrown() {
    Session session = connect().submit(tasks(2).build());
    echo().runSome(1);
    IllegalStateException own = new IllegalStateException("the caller's own");
    Consumer<SessionProgress> failing =
        progress -> {
          throw own;
        };
    assertThatThrownBy(() -> session.await(failing)).isSameAs(own);
  }

  @Test
  void whoeverWaitsForProgressCanBeInterrupted() {
    Session session = connect().submit(tasks(1).build());
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> session.await(told::add)).isInstanceOf(GridInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThatThrownBy(() -> session.await(Duration.ZERO, told::add))
        .isInstanceOf(AwaitTimeoutException.class);
    assertThat(told).isEmpty();
  }
}
