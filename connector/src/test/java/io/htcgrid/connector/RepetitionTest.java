package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.TaskDefinition;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepetitionTest extends GridTest {
  private static final int TASKS = 170;
  private static final int LARGE_BYTES = 3 * 1024 * 1024;

  /** Fails all tasks but every third. */
  private TestWorker failing() {
    return opened(
        new TestWorker(
            aws().services(),
            (task, payload) -> {
              if (task.task().index() % 3 != 0) {
                throw new TestWorker.TaskFailedException(
                    new TaskError(FailureKind.FUNCTION_ERROR, "NoCurve", "no curve"));
              }
              return payload;
            }));
  }

  private static TaskSpec task(int index) {
    // Some that are too large to be read together.
    byte[] payload = new byte[index % 80 == 1 ? LARGE_BYTES : 3];
    payload[0] = (byte) index;
    return TaskSpec.bytes(payload).timeout(Duration.ofSeconds(index + 1));
  }

  @Test
  void failedTasksAreRepeatedByIndexWithTheirPayloadsOverridesAndSettings() {
    HtcGrid grid = connect();
    Session parent =
        grid.submit(
            SessionSpec.function("price")
                .payloads(IntStream.range(0, TASKS).mapToObj(RepetitionTest::task))
                .priority(1)
                .fairShareKey("desk")
                .arguments("--fast")
                .environment("DAY", "2026-11-25")
                .timeout(Duration.ofHours(3))
                .tag("book", "rates")
                .build());
    failing().runSome(TASKS);
    assertThat(parent.await().failed()).isEqualTo(113);

    Session child = grid.submit(parent.repetition().build());
    echo().runSome(TASKS);

    List<Integer> payloads = new ArrayList<>();
    try (OutcomeStream outcomes = child.results()) {
      outcomes.forEach(outcome -> payloads.add(outcome.orThrow().bytes()[0] & 0xff));
    }
    List<Integer> failed =
        IntStream.range(0, TASKS).filter(index -> index % 3 != 0).boxed().toList();
    assertThat(payloads).isEqualTo(failed);
    assertThat(settings(child.id()))
        .usingRecursiveComparison()
        .ignoringFields("parent")
        .isEqualTo(settings(parent.id()));
    assertThat(settings(child.id()).parent()).isEqualTo(parent.id().value());
    PageDefinition first =
        aws().services().table().readDefinitions(new PageId(child.id(), 0)).orElseThrow();
    assertThat(first.tasks().get(99).overrides().timeout())
        .isEqualTo(Duration.ofSeconds(failed.get(99) + 1));
  }

  private SessionSettings settings(SessionId session) {
    return aws()
        .services()
        .table()
        .readSession(session, aws().services().clock().instant())
        .orElseThrow()
        .settings();
  }

  @Test
  void aPayloadThatIsGoneEndsTheRepetitionWithItsReason() {
    HtcGrid grid = connect();
    Session parent = grid.submit(tasks(3).build());
    failing().runSome(3);
    parent.await();
    SessionSpec repetition = parent.repetition().build();
    String key =
        aws()
            .services()
            .table()
            .readDefinitions(new PageId(parent.id(), 0))
            .orElseThrow()
            .tasks()
            .get(1)
            .payload()
            .key();
    aws().services().blobs().put(key, new byte[0]);

    assertThatThrownBy(() -> grid.submit(repetition))
        .isInstanceOf(SubmissionFailedException.class)
        .hasMessageContaining("and it was cancelled: The blob of session ")
        .hasMessageContaining(parent.id() + ", task 1 is corrupt");
  }

  @Test
  void completedTasksCannotBeRepeated() {
    HtcGrid grid = connect();
    Session parent = grid.submit(tasks(1).build());
    echo().runSome(1);
    parent.await();
    assertThatThrownBy(() -> parent.repetition(TaskState.COMPLETED))
        .isInstanceOf(InvalidSessionException.class)
        .hasMessageContaining("COMPLETED cannot be repeated");
    assertThatThrownBy(parent::repetition)
        .isInstanceOf(InvalidSessionException.class)
        .hasMessageContaining("no task that is FAILED");
  }

  @Test
  void whatWasRegisteredBehindAGapIsNoPartOfASessionWhoseSubmissionFailed() {
    byte[] payload = "any".getBytes(StandardCharsets.UTF_8);
    BlobReference stored = BlobReference.of("in/00/any/" + payload.length, 0, payload);
    aws().services().blobs().put(stored.key(), payload);
    List<TaskDefinition> tasks =
        Collections.nCopies(PageId.TASKS, new TaskDefinition(stored, TaskOverrides.NONE));
    SessionId id = aws().begun();
    Instant kept = aws().services().clock().instant().plus(Duration.ofDays(2));
    for (int page : new int[] {0, 1, 2, 3, 5, 6}) {
      aws().services().table().registerPage(new PageDefinition(new PageId(id, page), tasks), kept);
    }
    HtcGrid grid = connect();
    Session parent = grid.session(id);
    parent.cancel();

    assertThat(parent.status().taskCount()).isEqualTo(400);
    Session child = grid.submit(parent.repetition(TaskState.CANCELLED).build());
    assertThat(child.status().taskCount()).isEqualTo(400);
  }
}
