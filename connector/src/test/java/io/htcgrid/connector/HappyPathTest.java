package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.data.PageId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By events alone: nothing is read again. */
class HappyPathTest extends GridTest {
  private HtcGrid grid;

  @BeforeEach
  void connectAndWork() {
    grid = opened(aws().connectWithoutRereads());
    echo().start(2);
  }

  @Test
  void oneTaskIsSubmittedRunAndItsResultReturned() {
    Session session = grid.submit(SessionSpec.function("echo").payload("hello").build());

    try (OutcomeStream outcomes = session.outcomes()) {
      assertThat(outcomes.stream().map(outcome -> outcome.orThrow().text()))
          .containsExactly("hello");
    }
    SessionStatus status = session.await();
    assertThat(status.state()).isEqualTo(SessionState.COMPLETED);
    assertThat(status.session().reason()).isEqualTo(EndReason.ALL_TASKS_ENDED);
    assertThat(List.of(status.taskCount(), status.completed(), status.open()))
        .containsExactly(1, 1, 0);
  }

  @Test
  void manyTasksStreamAsTheyEndEachOnce() {
    int count = 321;
    Session session = grid.submit(tasks(count).build());

    try (OutcomeStream outcomes = session.outcomes()) {
      Map<Integer, String> texts =
          outcomes.stream()
              .collect(Collectors.toMap(TaskOutcome::index, outcome -> outcome.orThrow().text()));
      assertThat(texts).hasSize(count).containsEntry(0, "task 0").containsEntry(320, "task 320");
    }
    assertThat(session.await(Duration.ofMinutes(1)).completed()).isEqualTo(count);
  }

  @Test
  void everyKindOfPayloadArrivesAsItsBytes(@TempDir Path folder) throws Exception {
    record Point(int x, int y) {}
    Path file = Files.writeString(folder.resolve("payload.txt"), "from a file");
    Session session =
        grid.submit(
            SessionSpec.function("echo")
                .payload("bytes".getBytes(StandardCharsets.UTF_8))
                .payload("text")
                .json(new Point(1, 2))
                .file(file)
                .payload("")
                .payloads(List.of(new Point(3, 4), "from a list", file))
                .payloads(List.of("from an iterator").iterator())
                .build());

    try (OutcomeStream results = session.results()) {
      assertThat(results.stream().map(outcome -> outcome.orThrow().text()))
          .containsExactly(
              "bytes",
              "text",
              "{\"x\":1,\"y\":2}",
              "from a file",
              "",
              "{\"x\":3,\"y\":4}",
              "from a list",
              "from a file",
              "from an iterator");
    }
  }

  @Test
  void resultsAreReadAsObjects() {
    record Point(int x, int y) {}
    Session session =
        grid.submit(
            SessionSpec.function("echo")
                .json(new Point(1, 2))
                .payload("[1,2,3]")
                .payload("no JSON")
                .payload("null")
                .build());

    assertThat(session.result(0).orThrow().as(Point.class)).isEqualTo(new Point(1, 2));
    assertThat(session.result(1).orThrow().as(new TypeReference<List<Integer>>() {}))
        .containsExactly(1, 2, 3);
    TaskOutcome.Completed noJson = session.result(2).orThrow();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> noJson.as(Point.class))
        .isInstanceOf(ResultUnreadableException.class)
        .hasMessageContaining(session.id() + "/2");
    TaskOutcome.Completed nothing = session.result(3).orThrow();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> nothing.as(Point.class))
        .isInstanceOf(ResultUnreadableException.class);
  }

  @Test
  void manySessionsAreSubmittedAtOnceAndReturnedInOrder() {
    List<SessionSpec> specs =
        payloads(20).map(text -> SessionSpec.function("echo").payload(text).build()).toList();

    List<Session> sessions = grid.submitAll(specs);

    assertThat(sessions.stream().map(session -> session.result(0).orThrow().text()))
        .containsExactlyElementsOf(payloads(20).toList());
  }

  @Test
  void injectedClientsAreUsedAndStayOpen() {
    try (HtcGrid other =
        HtcGrid.builder()
            .config(aws().config())
            .dynamoDb(aws().clients().dynamoDb())
            .sqs(aws().clients().sqs())
            .s3(aws().clients().s3())
            .connect()) {
      assertThat(other.submit(tasks(1).build()).result(0).orThrow().text()).isEqualTo("task 0");
      assertThat(aws().calls().take()).containsKeys("PutItem", "PutObject", "SendMessageBatch");
    }
    assertThat(aws().services().queues().depth(0).empty()).isTrue();
  }

  @Test
  void tasksHaveSettingsOfTheirOwn() {
    Session session =
        grid.submit(
            SessionSpec.function("echo")
                .arguments("--all")
                .environment("A", "session")
                .task(TaskSpec.text("x").function("other").arguments("--one", "--two"))
                .task(TaskSpec.text("y").environment("A", "task").timeout(Duration.ofSeconds(9)))
                .build());
    var definitions =
        aws().services().table().readDefinitions(new PageId(session.id(), 0)).orElseThrow();
    assertThat(definitions.tasks().stream().map(task -> task.overrides()))
        .containsExactly(
            new TaskOverrides("other", List.of("--one", "--two"), null, null),
            new TaskOverrides(null, null, Map.of("A", "task"), Duration.ofSeconds(9)));
  }

  @Test
  void aFutureCompletesWhenTheSessionEnds() throws Exception {
    Session session = grid.submitAsync(tasks(3).build()).get(1, TimeUnit.MINUTES);

    SessionStatus status = session.completion().get(1, TimeUnit.MINUTES);

    assertThat(status.succeeded()).isTrue();
    assertThat(status.completed()).isEqualTo(3);
  }

  @Test
  void aListenerIsToldOfEveryTaskAndOfTheEnd() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    Session session = grid.submit(tasks(30).build());

    session.onOutcome(
        new OutcomeListener() {
          @Override
          public void onOutcome(TaskOutcome outcome) {
            told.add(outcome.orThrow().text());
            if (outcome.index() == 7) {
              throw new IllegalStateException("the listener's own trouble");
            }
          }

          @Override
          public void onEnd() {
            told.add("end");
          }
        });

    List<String> all = new java.util.ArrayList<>();
    while (!all.contains("end")) {
      all.add(told.poll(1, TimeUnit.MINUTES));
    }
    assertThat(all).hasSize(31).containsAll(payloads(30).toList());
  }

  @Test
  void aListenerThatComesLateIsToldEverything() throws Exception {
    Session session = grid.submit(tasks(5).build());
    session.await();
    BlockingQueue<Integer> told = new LinkedBlockingQueue<>();

    try (Subscription subscription = session.onOutcome(outcome -> told.add(outcome.index()))) {
      assertThat(subscription).isNotNull();
      List<Integer> all = new java.util.ArrayList<>();
      while (all.size() < 5) {
        all.add(told.poll(1, TimeUnit.MINUTES));
      }
      assertThat(all).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }
  }

  @Test
  void everyStreamOfASessionHasEveryTask() {
    Session session = grid.submit(tasks(25).build());

    for (int i = 0; i < 3; i++) {
      try (OutcomeStream outcomes = session.outcomes()) {
        assertThat(outcomes.stream().map(TaskOutcome::index))
            .containsExactlyInAnyOrderElementsOf(indexes(25));
      }
    }
  }
}
