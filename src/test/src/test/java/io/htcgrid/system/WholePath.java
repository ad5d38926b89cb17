package io.htcgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.SessionStatus;
import io.htcgrid.connector.TaskOutcome;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.SessionState;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What every grid does from submission to results, whatever services are below it. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class WholePath {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A connector to a grid whose agents run {@link TestFunctions}. */
  abstract HtcGrid connect();

  private static SessionSpec.Builder reverse(int tasks) {
    return SessionSpec.function(TestFunctions.REVERSE)
        .payloads(IntStream.range(0, tasks).mapToObj(i -> "\"task " + i + "\""));
  }

  private static String reversed(int index) {
    return new StringBuilder("task " + index).reverse().toString();
  }

  @Test
  void everyTaskOfASessionOverSeveralPagesEndsOnceWithItsOwnResult() {
    try (HtcGrid client = connect()) {
      Session session = client.submit(reverse(250).build());
      try (OutcomeStream outcomes = session.outcomes()) {
        assertThat(outcomes)
            .hasSize(250)
            .allSatisfy(
                outcome ->
                    assertThat(outcome.orThrow().as(String.class))
                        .isEqualTo(reversed(outcome.index())))
            .extracting(TaskOutcome::index)
            .doesNotHaveDuplicates();
      }
      SessionStatus status = session.await(PATIENCE);
      assertThat(status.state()).isEqualTo(SessionState.COMPLETED);
      assertThat(status.completed()).isEqualTo(250);
    }
  }

  @Test
  void aSessionSavedByItsIdIsReattachedByAnotherConnectorAndLosesNothing() {
    SessionId id;
    try (HtcGrid client = connect()) {
      id = client.submit(reverse(120).build()).id();
    }
    try (HtcGrid other = connect();
        OutcomeStream results = other.session(id.value()).results()) {
      assertThat(results.stream().map(outcome -> outcome.orThrow().as(String.class)))
          .containsExactlyElementsOf(
              IntStream.range(0, 120).mapToObj(WholePath::reversed).toList());
    }
  }

  @Test
  void aFunctionThatThrowsFailsItsTaskWithTypeAndMessageAndNoOther() {
    try (HtcGrid client = connect()) {
      Session session =
          client.submit(
              SessionSpec.function(TestFunctions.REVERSE)
                  .payload("\"good\"")
                  .payload("\"bad\"")
                  .build());
      SessionStatus status = session.await(PATIENCE);
      assertThat(status.state()).isEqualTo(SessionState.FAILED);
      assertThat(session.result(0).orThrow().as(String.class)).isEqualTo("doog");
      TaskOutcome.Failed failed = (TaskOutcome.Failed) session.result(1);
      assertThat(failed.kind()).isEqualTo(FailureKind.FUNCTION_ERROR);
      assertThat(failed.type()).contains("IllegalArgumentException");
      assertThat(failed.message()).contains("bad input, says the function");
    }
  }

  @Test
  void manySessionsSubmittedAtOnceComeBackInOrderAndAllComplete() {
    try (HtcGrid client = connect()) {
      List<SessionSpec> specs =
          IntStream.range(0, 5).mapToObj(i -> reverse(i + 1).tag("n", "" + i).build()).toList();
      List<Session> sessions = client.submitAll(specs);
      for (int i = 0; i < sessions.size(); i++) {
        SessionStatus status = sessions.get(i).await(PATIENCE);
        assertThat(status.taskCount()).isEqualTo(i + 1);
        assertThat(status.succeeded()).isTrue();
      }
    }
  }
}
