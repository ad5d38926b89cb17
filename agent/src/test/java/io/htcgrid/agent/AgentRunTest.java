package io.htcgrid.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.LaunchData;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
class AgentRunTest {
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
  void everyTaskOfASessionEndsOnceAndTheSessionEndsCompleted() {
    grid.agent();
    TestSubmission submission = grid.submit(120).go();

    SessionRecord session = grid.awaitEnd(submission.id);

    assertThat(session.state()).isEqualTo(SessionState.COMPLETED);
    assertThat(session.endReason()).isEqualTo(EndReason.ALL_TASKS_ENDED);
    assertThat(session.counts()).isEqualTo(new OutcomeCounts(120, 0, 0));
    for (int index = 0; index < 120; index++) {
      assertThat(grid.result(submission.task(index))).isEqualTo("payload " + index);
    }
    grid.awaitEmptyQueues();
    assertThat(grid.functions.calls()).hasSize(120);
  }

  @Test
  void outcomesOfAllKindsAreToldOnceWithSmallResultsInside() {
    String queue = grid.services().replies().create("c1");
    grid.functions.define(
        "mixed",
        call ->
            call.text().endsWith("7")
                ? FunctionServer.Reply.error("Handled", "my.Error", "seven", "line\n")
                : FunctionServer.Reply.result("did " + call.text()));
    grid.agent();
    TestSubmission submission =
        grid.submit(30).function("mixed").withoutCopies().replyQueue(queue).go();

    List<SessionEvent> events = grid.eventsUntilEnd(queue);

    Set<Integer> completed = new HashSet<>();
    Set<Integer> failed = new HashSet<>();
    for (SessionEvent event : events) {
      if (event instanceof SessionEvent.TaskCompleted done) {
        int index = done.task().index();
        assertThat(completed.add(index)).isTrue();
        assertThat(done.inlineResult()).asString(UTF_8).isEqualTo("did payload " + index);
      } else if (event instanceof SessionEvent.TaskFailed fail) {
        assertThat(failed.add(fail.task().index())).isTrue();
        assertThat(fail.error().kind()).isEqualTo(FailureKind.FUNCTION_ERROR);
        assertThat(fail.error().type()).isEqualTo("my.Error");
        assertThat(fail.error().message()).isEqualTo("seven");
      }
    }
    assertThat(failed).containsExactlyInAnyOrder(7, 17, 27);
    assertThat(completed).hasSize(27);
    assertThat(events)
        .contains(
            new SessionEvent.SessionEnded(
                submission.id, SessionState.FAILED, EndReason.ALL_TASKS_ENDED));
    grid.services().replies().delete(queue);
  }

  @Test
  void aSingleTaskReachesAnIdleAgent() {
    grid.agent();
    SessionRecord first = grid.awaitEnd(grid.submit(1).go().id);
    TestSubmission second = grid.submit(1).go();

    assertThat(first.state()).isEqualTo(SessionState.COMPLETED);
    assertThat(grid.awaitEnd(second.id).state()).isEqualTo(SessionState.COMPLETED);
  }

  @Test
  void aLargeResultIsNotInsideItsEvent() {
    String queue = grid.services().replies().create("c1");
    byte[] large = new byte[SessionEvent.MAX_INLINE_BYTES + 1];
    grid.functions.define("large", call -> FunctionServer.Reply.result(large));
    grid.agent();
    TestSubmission submission = grid.submit(1).function("large").replyQueue(queue).go();

    List<SessionEvent> events = grid.eventsUntilEnd(queue);

    assertThat(events.get(0)).isInstanceOf(SessionEvent.TaskCompleted.class);
    SessionEvent.TaskCompleted done = (SessionEvent.TaskCompleted) events.get(0);
    assertThat(done.inlineResult()).isNull();
    assertThat(grid.services().blobs().read(submission.task(0), done.result())).isEqualTo(large);
    grid.services().replies().delete(queue);
  }

  @Test
  void launchDataReachesTheFunctionWithTheTasksOverridesMergedIn() {
    grid.functions.define("other", call -> FunctionServer.Reply.result("other"));
    grid.agent();
    TestSubmission submission =
        grid.submit(2)
            .launch(new LaunchData(List.of("a", "b c"), Map.of("X", "1", "Y", "2")))
            .override(1, new TaskOverrides("other", List.of("z"), Map.of("Y", "3", "Z", "ä"), null))
            .go();
    grid.awaitEnd(submission.id);

    FunctionServer.Call plain = callOf(0);
    assertThat(plain.function).isEqualTo("echo");
    assertThat(plain.custom)
        .containsEntry("session", submission.id.value())
        .containsEntry("attempt", "1")
        .containsEntry("arguments", "[\"a\",\"b c\"]");
    assertThat(plain.custom.get("environment"))
        .isIn("{\"X\":\"1\",\"Y\":\"2\"}", "{\"Y\":\"2\",\"X\":\"1\"}");
    FunctionServer.Call overridden = callOf(1);
    assertThat(overridden.function).isEqualTo("other");
    assertThat(overridden.custom).containsEntry("arguments", "[\"z\"]");
    assertThat(overridden.custom.get("environment"))
        .contains("\"X\":\"1\"", "\"Y\":\"3\"", "\"Z\":\"ä\"");
    assertThat(overridden.headers).containsEntry("x-amz-log-type", "Tail");
  }

  private FunctionServer.Call callOf(int index) {
    return grid.functions.calls().stream()
        .filter(call -> Integer.toString(index).equals(call.custom.get("index")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void severalAgentsShareASession() {
    grid.agent();
    grid.agent();
    TestSubmission submission = grid.submit(250).go();

    SessionRecord session = grid.awaitEnd(submission.id);

    assertThat(session.counts()).isEqualTo(new OutcomeCounts(250, 0, 0));
    assertThat(grid.stateOf(submission.task(249))).isEqualTo(TaskState.COMPLETED);
    assertThat(grid.functions.calls()).hasSize(250);
  }

  @Test
  void aReplyQueueThatIsGoneHoldsNothingUpAndIsTakenOutOfItsSession() {
    String queue = grid.services().replies().create("c1");
    grid.services().replies().delete(queue);
    grid.agent();
    TestSubmission submission = grid.submit(3).replyQueue(queue).go();

    assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);

    Await.until(
        "the queue is forgotten", () -> grid.session(submission.id).replyQueues().isEmpty());
    grid.awaitEmptyQueues();
  }
}
