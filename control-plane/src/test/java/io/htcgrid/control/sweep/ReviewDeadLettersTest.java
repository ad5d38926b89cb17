package io.htcgrid.control.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.config.TestGrid;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.queue.TaskQueues;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@ExtendWith(AwsServices.class)
class ReviewDeadLettersTest {
  private final SweptGrid grid;
  private final TaskQueues queues;
  private final ReviewDeadLetters duty;

  ReviewDeadLettersTest(AwsEndpoints aws, UniqueName name) {
    grid = new SweptGrid(TestGrid.create(aws, name.value()));
    queues = grid.services.queues();
    duty = new ReviewDeadLetters(grid.services);
  }

  @AfterEach
  void delete() {
    grid.close();
  }

  /** As SQS moves a message: its text alone, and no reason. */
  private void redrive(TaskMessage message) {
    SqsClient sqs = grid.grid.clients().sqs();
    queues.send(0, "key", List.of(message), Duration.ZERO);
    String from = url(grid.services.config().taskQueueName(0));
    var moved = sqs.receiveMessage(r -> r.queueUrl(from).waitTimeSeconds(5)).messages().get(0);
    sqs.sendMessage(r -> r.queueUrl(deadLetterQueue()).messageBody(moved.body()));
    sqs.deleteMessage(r -> r.queueUrl(from).receiptHandle(moved.receiptHandle()));
  }

  private String url(String queue) {
    return grid.grid.clients().sqs().getQueueUrl(r -> r.queueName(queue)).queueUrl();
  }

  private String deadLetterQueue() {
    return url(grid.services.config().deadLetterQueueName());
  }

  /** Letters that are there, visible or not. */
  private int letters() {
    Map<QueueAttributeName, String> counts =
        grid.grid
            .clients()
            .sqs()
            .getQueueAttributes(
                r -> r.queueUrl(deadLetterQueue()).attributeNames(QueueAttributeName.ALL))
            .attributes();
    return count(counts, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
        + count(counts, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
  }

  private static int count(Map<QueueAttributeName, String> counts, QueueAttributeName name) {
    return Integer.parseInt(counts.getOrDefault(name, "0"));
  }

  private RunRecord run(TaskMessage message) {
    return grid.services.table().readRun(message.task()).orElseThrow();
  }

  @Test
  void messagesThatSqsMovedGoBackToTheirLevel() {
    SessionRecord session = grid.active(3);
    TaskMessage never = grid.message(session, 0);
    TaskMessage handedBack = grid.message(session, 1);
    TaskMessage lost = grid.message(session, 2);
    RunRecord back = grid.claim(handedBack, "a");
    grid.services.table().handBack(handedBack.task(), "a", back.attempt());
    grid.claim(lost, "b");
    redrive(never);
    redrive(handedBack);
    redrive(lost);
    grid.clock.advance(Duration.ofSeconds(36));

    assertThat(duty.runOnce()).isEqualTo(new DutyReport(3, 3));
    assertThat(grid.messages(0)).containsExactlyInAnyOrder(never, handedBack, lost);
    assertThat(letters()).isZero();
    assertThat(grid.services.table().readRun(never.task())).isEmpty();
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(0, 0));
  }

  @Test
  void aMessageThatAnAgentPutAsideComesRoundMoreSlowly() {
    TaskMessage message = grid.message(grid.active(1), 0);
    queues.deadLetter(message, "an agent could not handle it");
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 1));
    assertThat(queues.depth(0).delayed()).isEqualTo(1);
    assertThat(letters()).isZero();
  }

  @Test
  void aTerminalTaskIsCommittedOnceMoreAndItsConnectorsAreTold() {
    String queue = grid.services.replies().create("c");
    SessionRecord session = grid.active(1, queue);
    TaskMessage message = grid.message(session, 0);
    RunRecord claim = grid.claim(message, "a");
    grid.services
        .table()
        .complete(
            message.task(),
            "a",
            claim.attempt(),
            new BlobReference("out/00/results", 0, 1, 0),
            grid.clock.instant());
    redrive(message);

    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 1));
    assertThat(grid.read(session).state()).isEqualTo(SessionState.COMPLETED);
    assertThat(grid.services.table().readProgress(message.task().page()).completed())
        .isEqualTo(Set.of(0));
    assertThat(grid.events(queue))
        .containsExactly(
            new SessionEvent.SessionEnded(
                session.id(), SessionState.COMPLETED, EndReason.ALL_TASKS_ENDED));
    assertThat(letters()).isZero();
    assertThat(grid.messages(0)).isEmpty();
  }

  @Test
  void aTaskFailsOnlyWhenItsRetryPolicyIsUsedUp() {
    SessionRecord session = grid.active(1);
    TaskMessage message = grid.message(session, 0);
    for (int tried = 1; tried <= 3; tried++) {
      RunRecord claim = grid.claim(message, "a");
      grid.services
          .table()
          .renew(message.task(), "a", claim.attempt(), grid.clock.instant().plusSeconds(30));
      if (tried < 3) {
        grid.services
            .table()
            .retry(
                message.task(),
                "a",
                claim.attempt(),
                new TaskError(FailureKind.FUNCTION_CRASHED, "Exit", "1"),
                null,
                grid.clock.instant());
      }
    }
    redrive(message);
    grid.clock.advance(Duration.ofSeconds(36));

    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 1));
    assertThat(run(message).state()).isEqualTo(TaskState.FAILED);
    assertThat(run(message).error())
        .extracting(error -> error == null ? null : error.kind())
        .isEqualTo(FailureKind.ATTEMPTS_EXHAUSTED);
    assertThat(grid.read(session).state()).isEqualTo(SessionState.FAILED);
    assertThat(letters()).isZero();
    assertThat(grid.messages(0)).isEmpty();
  }

  @Test
  void aTaskWhoseMessageNoAgentCanHandleFailsInTheTenthRound() {
    SessionRecord session = grid.active(1);
    TaskMessage message = grid.message(session, 0);
    for (int round = 1; round < 10; round++) {
      message = message.putAside();
      queues.deadLetter(message, "an agent could not handle it");
    }
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(9, 9));
    assertThat(queues.depth(0).delayed()).isEqualTo(9);
    assertThat(grid.services.table().readRun(message.task())).isEmpty();

    queues.deadLetter(message.putAside(), "an agent could not handle it");
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 1));
    assertThat(run(message).state()).isEqualTo(TaskState.FAILED);
    assertThat(run(message).error())
        .isEqualTo(
            new TaskError(
                FailureKind.ATTEMPTS_EXHAUSTED,
                "MessageUnhandled",
                "agents could not handle its message, 10 times; their logs say why"));
    assertThat(grid.read(session).state()).isEqualTo(SessionState.FAILED);
    assertThat(letters()).isZero();
  }

  @Test
  void aTaskWhoseMessageWasPutAsideTooOftenIsLeftToWhoeverHoldsItAndFailsWhenThatIsLost() {
    TaskMessage message = grid.message(grid.active(1), 0);
    RunRecord claim = grid.claim(message, "a");
    TaskMessage often = message;
    for (int round = 1; round <= 10; round++) {
      often = often.putAside();
    }
    queues.deadLetter(often, "an agent could not handle it");
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 0));
    assertThat(run(message)).isEqualTo(claim);

    queues.deadLetter(often, "an agent could not handle it");
    grid.clock.advance(Duration.ofSeconds(36));
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 1));
    assertThat(run(message).state()).isEqualTo(TaskState.FAILED);
    assertThat(run(message).attempt()).isEqualTo(2);
  }

  @Test
  void aTaskThatAnAgentHoldsOrThatWaitsIsLeftAlone() {
    SessionRecord session = grid.active(2);
    TaskMessage held = grid.message(session, 0);
    TaskMessage waiting = grid.message(session, 1);
    grid.claim(held, "a");
    RunRecord failed = grid.claim(waiting, "b");
    grid.services
        .table()
        .retry(
            waiting.task(),
            "b",
            failed.attempt(),
            new TaskError(FailureKind.FUNCTION_CRASHED, "Exit", "1"),
            null,
            grid.clock.instant().plusSeconds(60));
    redrive(held);
    redrive(waiting);

    assertThat(duty.runOnce()).isEqualTo(new DutyReport(2, 0));
    assertThat(letters()).isEqualTo(2);
    assertThat(grid.messages(0)).isEmpty();
    assertThat(run(held).state()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void aLetterOfAnEndedSessionIsDeleted() {
    SessionRecord session = grid.active(1);
    TaskMessage message = grid.message(session, 0);
    EndSession.cancel(
            grid.services.table(), grid.services.replies(), grid.services.clock(), session.id())
        .run();
    queues.deadLetter(message, "test");
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 1));
    assertThat(letters()).isZero();
    assertThat(queues.depth(0).empty()).isTrue();
  }

  @Test
  void aLetterWithoutSessionWaitsForThreeDaysAndIsDroppedThen() {
    SessionRecord elsewhere = grid.active(1);
    TaskMessage orphan =
        new TaskMessage(
            new TaskId(SessionId.random(grid.clock), 0),
            1,
            grid.message(elsewhere, 0).payload(),
            TaskOverrides.NONE,
            null);
    queues.deadLetter(orphan, "there is no such session");
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 0));
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(0, 0));
    assertThat(letters()).isEqualTo(1);

    queues.deadLetter(orphan, "there is no such session");
    grid.clock.advance(ReviewDeadLetters.NO_SESSION_LIMIT.plusMinutes(1));
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 1));
    assertThat(letters()).isEqualTo(1);
  }

  @Test
  void whatNoSessionKnowsStaysAndDoesNotBlockWhatLiesBehind() {
    SessionRecord session = grid.active(1);
    TaskMessage beyond = grid.message(grid.active(50), 7);
    queues.deadLetter(
        new TaskMessage(
            new TaskId(session.id(), 7), 50, beyond.payload(), beyond.overrides(), null),
        "test");
    for (int i = 1; i < ReviewDeadLetters.MAX_LETTERS; i++) {
      queues.deadLetter("no task message " + i, "test");
    }
    redrive(grid.message(session, 0));

    int looked = 0;
    int repaired = 0;
    for (int run = 0; run < 3 && repaired == 0; run++) {
      DutyReport report = duty.runOnce();
      assertThat(report.looked()).isLessThanOrEqualTo(ReviewDeadLetters.MAX_LETTERS);
      looked += report.looked();
      repaired += report.repaired();
    }
    assertThat(looked).isEqualTo(ReviewDeadLetters.MAX_LETTERS + 1);
    assertThat(repaired).isEqualTo(1);
    assertThat(letters()).isEqualTo(ReviewDeadLetters.MAX_LETTERS);
  }

  @Test
  void aFailureThatNobodyCommittedEndsAFailFastSession() {
    SessionRecord session = grid.failFast(3);
    TaskMessage message = grid.message(session, 1);
    RunRecord claim = grid.claim(message, "a");
    grid.services
        .table()
        .fail(
            message.task(),
            "a",
            claim.attempt(),
            new TaskError(FailureKind.FUNCTION_ERROR, "NoCurve", "no curve"),
            null,
            grid.clock.instant());
    redrive(message);

    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 1));
    SessionRecord ended = grid.read(session);
    assertThat(ended.state()).isEqualTo(SessionState.FAILED);
    assertThat(ended.endReason()).isEqualTo(EndReason.FAILED_FAST);
  }
}
