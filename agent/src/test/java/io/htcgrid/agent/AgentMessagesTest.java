package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

@ExtendWith(AwsServices.class)
class AgentMessagesTest {
  private TestGrid grid;

  @BeforeEach
  void start(AwsEndpoints aws, UniqueName name) {
    grid = TestGrid.create(aws, name);
  }

  @AfterEach
  void stop() {
    grid.close();
  }

  @Test
  void aDuplicateOfATaskOfAnEndedSessionIsDropped() {
    grid.agent();
    TestSubmission submission = grid.submit(3).go();
    grid.awaitEnd(submission.id);

    submission.send(submission.messages());
    grid.awaitEmptyQueues();

    assertThat(grid.functions.calls()).hasSize(3);
    assertThat(grid.session(submission.id).counts()).isEqualTo(new OutcomeCounts(3, 0, 0));
    assertThat(grid.deadLetters()).isZero();
  }

  @Test
  void aDuplicateOfAFinishedTaskIsCommittedAgainAndNotRunAgain() {
    grid.functions.define(
        "second-waits",
        call -> call.text().endsWith("1") ? call.hang() : FunctionServer.Reply.result("done"));
    Agent agent = grid.agent();
    TestSubmission submission = grid.submit(2).function("second-waits").go();
    Await.until("the first task is counted", () -> grid.progress(submission.id, 0).contains(0));

    submission.send(submission.messages().subList(0, 1));
    Await.until(
        "the duplicate was seen",
        () -> agent.metrics().contains("fate=\"repeated\",grid=\"" + grid.name() + "\"} 1.0"));
    Await.until(
        "the duplicate is gone",
        () -> {
          var depth = grid.services().queues().depth(1);
          return depth.visible() + depth.inFlight() <= 1;
        });

    assertThat(grid.functions.calls()).hasSize(2);
  }

  @Test
  void messagesOfACancelledSessionAreDroppedUnrun() {
    TestSubmission submission = grid.submit(40).go();
    EndSession.cancel(
            grid.services().table(),
            grid.services().replies(),
            grid.services().clock(),
            submission.id)
        .run();
    grid.agent();

    grid.awaitEmptyQueues();

    assertThat(grid.functions.calls()).isEmpty();
    assertThat(grid.session(submission.id).state()).isEqualTo(SessionState.CANCELLED);
  }

  @Test
  void anUnreadableMessageGoesToTheDeadLettersWithTheReason() {
    grid.agent();

    grid.sendRaw(2, "this is no task");

    Message dead = grid.awaitDeadLetter();
    assertThat(dead.body()).isEqualTo("this is no task");
    assertThat(reason(dead)).contains("JSON");
    grid.awaitEmptyQueues();
  }

  @Test
  void aMessageOfAnUnknownSessionGoesToTheDeadLettersWithTheReason() {
    grid.agent();
    TestSubmission submission = grid.submit(1);
    TaskId foreign = new TaskId(SessionId.random(grid.services().clock()), 4);
    TaskMessage message =
        new TaskMessage(
            foreign,
            100,
            BlobReference.of("in/x", 0, new byte[0]),
            TaskOverrides.NONE,
            new byte[0]);

    submission.send(List.of(message));

    Message dead = grid.awaitDeadLetter();
    assertThat(dead.body()).contains(foreign.session().value());
    assertThat(reason(dead)).contains("no session " + foreign.session());
    grid.awaitEmptyQueues();
  }

  @Test
  void aMessageOfATaskThatItsSessionDoesNotHaveGoesToTheDeadLetters() {
    TestSubmission submission = grid.submit(2).function("slow").go();
    grid.functions.define("slow", FunctionServer.Call::hang);
    TaskMessage known = submission.messages().get(0);
    grid.agent(settings -> settings.slots(4));

    submission.send(
        List.of(new TaskMessage(submission.task(7), 8, known.payload(), TaskOverrides.NONE, null)));

    assertThat(reason(grid.awaitDeadLetter())).contains("task " + submission.task(7));
  }

  @Test
  void aSessionWhoseDeadlinePassedEndsAndItsTasksAreDropped() {
    TestSubmission submission = grid.submit(5).timeout(Duration.ofMillis(1)).go();
    grid.agent();

    SessionRecord session = grid.awaitEnd(submission.id);

    assertThat(session.state()).isEqualTo(SessionState.FAILED);
    assertThat(session.endReason()).isEqualTo(EndReason.TIMED_OUT);
    grid.awaitEmptyQueues();
    assertThat(grid.functions.calls()).isEmpty();
  }

  private static String reason(Message dead) {
    return dead.messageAttributes().values().stream()
        .map(MessageAttributeValue::stringValue)
        .findFirst()
        .orElse("");
  }
}
