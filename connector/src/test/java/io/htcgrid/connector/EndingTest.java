package io.htcgrid.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.TaskTry;
import io.htcgrid.control.config.GridResources;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.json.TaskTryJson;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.state.Claim;
import io.htcgrid.control.state.ClaimResult;
import io.htcgrid.control.sweep.ReviewDeadLetters;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Sessions that end otherwise than by completing. */
class EndingTest extends GridTest {

  @Test
  void failedTasksAreToldWithTheirReason() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(3).retry(RetryPolicy.NONE).build());
    TestWorker worker =
        new TestWorker(
            aws().services(),
            (task, payload) -> {
              if (task.task().index() == 1) {
                throw new TestWorker.TaskFailedException(
                    new TaskError(FailureKind.FUNCTION_ERROR, "java.lang.Sad", "no price"));
              }
              return payload;
            });

    opened(worker).runSome(3);

    TaskOutcome outcome = session.result(1);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failed ->
                assertThat(List.of(failed.kind(), failed.type(), failed.message()))
                    .containsExactly(FailureKind.FUNCTION_ERROR, "java.lang.Sad", "no price"));
    assertThatThrownBy(outcome::orThrow)
        .isInstanceOf(TaskNotCompletedException.class)
        .hasMessageContaining(session.id() + "/1")
        .hasMessageContaining("no price");
    SessionStatus status = session.await();
    assertThat(status.state()).isEqualTo(SessionState.FAILED);
    assertThat(List.of(status.completed(), status.failed())).containsExactly(2, 1);
    // Read again from the table, by someone who had no event.
    assertThat(connect().session(session.id()).result(1)).isEqualTo(outcome);
  }

  @Test
  void aTryThatASweeperEndedIsTheLastOfItsTasksHistory() {
    GridServices services = aws().services();
    Session session = connect().submit(tasks(1).retry(RetryPolicy.NONE).build());
    TaskId task = new TaskId(session.id(), 0);
    TaskError crash = new TaskError(FailureKind.FUNCTION_CRASHED, "Runtime.ExitError", "status 1");
    Instant now = services.clock().instant();
    byte[] log =
        TaskTryJson.line(new TaskTry(1, "agent-1", now, crash, "last words")).getBytes(UTF_8);
    BlobReference reference = BlobReference.of("out/00/" + session.id() + "/log", 0, log);
    services.blobs().put(reference.key(), log);
    claim(task, "agent-1");
    services.table().retry(task, "agent-1", 1, crash, reference, now);
    assertThat(session.failedTries(0)).hasSize(1);

    claim(task, "agent-2");
    services.table().renew(task, "agent-2", 2, now.minusSeconds(60));
    services.queues().deadLetter(new TaskMessage(task, 1, reference, TaskOverrides.NONE, null), "");
    new ReviewDeadLetters(services).runOnce();

    List<TaskTry> tries = session.failedTries(0);
    assertThat(tries).extracting(TaskTry::agent).containsExactly("agent-1", "agent-2");
    assertThat(tries.get(0).log()).isEqualTo("last words");
    assertThat(tries.get(1).error().kind()).isEqualTo(FailureKind.ATTEMPTS_EXHAUSTED);
    assertThat(tries.get(1).error().message()).contains("loss of its agent agent-2");
  }

  private void claim(TaskId task, String owner) {
    Instant now = aws().services().clock().instant();
    Claim claim = new Claim(owner, owner, now.plusSeconds(30), now.plus(Duration.ofHours(1)));
    assertThat(aws().services().table().claim(task, claim, now.plusSeconds(1)))
        .isInstanceOf(ClaimResult.Claimed.class);
  }

  @Test
  void aCancelledSessionTellsWhatEndedAndCancelsTheRest() throws Exception {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(230).build());
    echo().runSome(30);
    var completion = session.completion();
    try (OutcomeStream outcomes = session.outcomes()) {
      assertThat(session.cancel()).isEqualTo(SessionState.CANCELLED);

      List<TaskOutcome> all = outcomes.stream().toList();
      assertThat(all.stream().map(TaskOutcome::index))
          .containsExactlyInAnyOrderElementsOf(indexes(230));
      assertThat(all.stream().filter(each -> each.state() == TaskState.COMPLETED)).hasSize(30);
      assertThat(all.stream().filter(each -> each.state() == TaskState.CANCELLED)).hasSize(200);
    }
    SessionStatus status = completion.get(1, TimeUnit.MINUTES);
    assertThat(List.of(status.completed(), status.cancelled(), status.open()))
        .containsExactly(30, 200, 0);
    assertThat(session.cancel()).isEqualTo(SessionState.CANCELLED);
    assertThat(session.status()).isEqualTo(status);
  }

  @Test
  void cancellingCostsOneWriteHoweverManyTasksThereAre() {
    HtcGrid grid = opened(HtcGrid.builder().services(aws().services()).replyQueue(false).connect());
    Session session = grid.submit(tasks(1500).build());
    aws().calls().take();
    session.cancel();
    assertThat(aws().calls().take()).containsOnlyKeys("UpdateItem").containsEntry("UpdateItem", 1);
  }

  @Test
  void aSessionThatCompletedIsNotCancelled() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(1).build());
    echo().runSome(1);
    session.await();
    assertThat(session.cancel()).isEqualTo(SessionState.COMPLETED);
  }

  @Test
  void oneTaskIsCancelled() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(3).build());
    try (OutcomeStream outcomes = session.outcomes()) {
      assertThat(session.cancel(1)).isEqualTo(TaskState.CANCELLED);
      assertThat(outcomes.next().orElseThrow())
          .isEqualTo(new TaskOutcome.Cancelled(new TaskId(session.id(), 1)));
      echo().runSome(3);
      assertThat(outcomes.stream().map(TaskOutcome::index)).containsExactlyInAnyOrder(0, 2);
    }
    assertThat(grid.cancel(new TaskId(session.id(), 0))).isEqualTo(TaskState.COMPLETED);
    assertThatThrownBy(() -> session.cancel(3)).isInstanceOf(NoSuchTaskException.class);
    SessionStatus status = session.await();
    assertThat(status.state()).isEqualTo(SessionState.CANCELLED);
    assertThat(status.session().reason()).isEqualTo(EndReason.ALL_TASKS_ENDED);
  }

  @Test
  void theLastTaskCancelledEndsTheSessionForEveryWaiter() throws Exception {
    HtcGrid grid = opened(aws().connectWithoutRereads());
    Session session = grid.submit(tasks(1).build());
    var completion = session.completion();
    assertThat(session.cancel(0)).isEqualTo(TaskState.CANCELLED);
    assertThat(completion.get(1, TimeUnit.MINUTES).state()).isEqualTo(SessionState.CANCELLED);
  }

  @Test
  void aReaderThatSeesTheDeadlinePassedEndsTheSession() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(2).timeout(Duration.ofSeconds(2)).build());
    echo().runSome(1);

    SessionStatus status = session.await();

    assertThat(status.state()).isEqualTo(SessionState.FAILED);
    assertThat(status.session().reason()).isEqualTo(EndReason.TIMED_OUT);
    assertThat(List.of(status.completed(), status.cancelled())).containsExactly(1, 1);
    assertThat(status.overdue()).isFalse();
  }

  @Test
  void aStreamEndsWhenTheDeadlinePassesAlsoWithoutRereads() {
    HtcGrid grid = opened(aws().connectWithoutRereads());
    Session session = grid.submit(tasks(2).timeout(Duration.ofSeconds(2)).build());
    try (OutcomeStream outcomes = session.outcomes()) {
      assertThat(outcomes.stream().map(TaskOutcome::state))
          .containsExactly(TaskState.CANCELLED, TaskState.CANCELLED);
    }
  }

  @Test
  void aReaderThatMayNotWriteReportsTheSessionAsOverdue() {
    HtcGrid submitting = connect();
    Session session = submitting.submit(tasks(2).timeout(Duration.ofMinutes(5)).build());
    echo().runSome(1);
    AtomicReference<Instant> now = new AtomicReference<>(aws().services().clock().instant());
    GridServices readOnly =
        Proxies.table(aws().services(), Proxies.denying("end", "seal", "addReplyQueue"));
    HtcGrid reader =
        opened(
            aws()
                .connect(
                    new GridServices(
                        readOnly.config(),
                        readOnly.table(),
                        readOnly.queues(),
                        readOnly.replies(),
                        readOnly.blobs(),
                        now::get)));
    Session seen = reader.session(session.id());
    assertThat(seen.status().overdue()).isFalse();

    now.updateAndGet(before -> before.plus(Duration.ofMinutes(6)));

    SessionStatus status = seen.status();
    assertThat(status.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(status.overdue()).isTrue();
    assertThat(List.of(status.completed(), status.open())).containsExactly(1, 1);
  }

  @Test
  void aReaderThatMayNotWriteIsToldOfACancelledSession() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(5).build());
    echo().runSome(2);
    session.cancel();
    HtcGrid reader =
        opened(
            aws()
                .connect(
                    Proxies.table(
                        aws().services(), Proxies.denying("end", "seal", "addReplyQueue"))));

    try (OutcomeStream outcomes = reader.session(session.id()).outcomes()) {
      assertThat(outcomes.stream().filter(each -> each.state() == TaskState.CANCELLED)).hasSize(3);
    }
    assertThat(reader.session(session.id()).status().cancelled()).isEqualTo(3);
  }

  @Test
  void patienceMayBeLongerThanAnySession() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(1).build());
    echo().runSome(1);
    assertThat(session.await(Duration.ofDays(999_999_999)).succeeded()).isTrue();
    assertThat(session.await(Duration.ofSeconds(Long.MAX_VALUE)).succeeded()).isTrue();
  }

  @Test
  void waitingEndsWithTheCallersPatience() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(2).build());
    assertThatThrownBy(() -> session.await(Duration.ofMillis(100)))
        .isInstanceOfSatisfying(
            AwaitTimeoutException.class,
            late -> {
              assertThat(late.status().open()).isEqualTo(2);
              assertThat(late.retryable()).isTrue();
              assertThat(late).hasMessageContaining(session.id().value());
            });
  }

  @Test
  void whoeverWaitsForAnEndIsToldThatTheGridIsGone(AwsEndpoints endpoints, UniqueName name) {
    TestGrid doomed = opened(TestGrid.create(endpoints, name.value()));
    Session session = opened(doomed.connect()).submit(tasks(1).build());
    var completion = session.completion();

    new GridResources(doomed.clients()).delete();

    assertThatThrownBy(() -> completion.get(1, TimeUnit.MINUTES))
        .hasCauseInstanceOf(NoSuchGridException.class);
    assertThatThrownBy(() -> session.await(Duration.ofMinutes(1)))
        .isInstanceOf(NoSuchGridException.class);
  }

  @Test
  void sessionsThatCannotBeReadTogetherAreAwaitedOneByOne() throws Exception {
    List<Session> sessions =
        opened(
                HtcGrid.builder()
                    .services(
                        Proxies.table(aws().services(), Proxies.denying("readSessionsEventually")))
                    .replyQueue(false)
                    .rereads(Duration.ofMillis(50), Duration.ofMillis(200))
                    .connect())
            .submitAll(List.of(tasks(1).build(), tasks(1).build()));
    var first = sessions.get(0).completion();
    var second = sessions.get(1).completion();

    sessions.get(0).cancel();

    assertThat(first.get(1, TimeUnit.MINUTES).cancelled()).isEqualTo(1);
    assertThat(second).isNotDone();
  }
}
