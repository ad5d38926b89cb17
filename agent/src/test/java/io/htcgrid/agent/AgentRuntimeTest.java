package io.htcgrid.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.agent.delivery.TestFunctions;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.LaunchData;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.TaskTry;
import io.htcgrid.control.json.TaskTryJson;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.data.BlobReference;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import io.htcgrid.runtime.LambdaRuntime;
import io.htcgrid.runtime.RuntimeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An agent in front of the real Lambda runtime, with command lines as functions. */
@ExtendWith(AwsServices.class)
class AgentRuntimeTest {
  /** What the first tasks do; all others answer with their payload. */
  private static final String TROUBLES =
      """
      input=$(cat)
      case "$input" in
        "payload 0") yes 'much to tell' | head -c 1000000 >&2; echo 'the last line' >&2; exit 3 ;;
        "payload 1") echo 'a lot to say' >&2; head -c 33554433 /dev/zero ;;
        "payload 2") echo 'about to be killed' >&2; kill -9 $PPID; sleep 60 ;;
        "payload 3") echo 'about to hang' >&2; sleep 60 ;;
        "payload 4") echo 'hungry' >&2; head -c 400000000 /dev/zero | tail -c 400000000 | sleep 60 ;;
        *) printf %s "$input" ;;
      esac
      """;

  /** Ends when a second one runs beside it. */
  private static final String MEETS_ANOTHER =
      "touch $FOLDER/here-$$; until [ $(ls $FOLDER/here-* | wc -l) = 2 ]; do sleep 0.05; done";

  @TempDir private Path folder;
  private TestGrid grid;
  private LambdaRuntime runtime;

  @BeforeEach
  void start(AwsEndpoints aws, UniqueName name) {
    grid = TestGrid.create(aws, name);
    runtime =
        LambdaRuntime.start(RuntimeSettings.builder(folder).slots(2).allowCommand(true).build());
    grid.agent(settings -> settings.invokeEndpoint(runtime.endpoint()));
  }

  @AfterEach
  void stop() {
    grid.close();
    runtime.close();
  }

  private TestSubmission shell(int tasks, String script) {
    return grid.submit(tasks)
        .function("command")
        .launch(new LaunchData(List.of("sh", "-c", script), Map.of("FOLDER", folder.toString())))
        .retry(RetryPolicy.NONE);
  }

  private TaskError errorOf(TestSubmission submission) {
    RunRecord run = grid.awaitRun(submission.task(0), TaskState.FAILED);
    return Objects.requireNonNull(run.error());
  }

  @Test
  void commandsRunAndTheirOutputIsTheResult() {
    TestSubmission submission = shell(5, "tr a-z A-Z").go();

    assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);

    assertThat(grid.result(submission.task(3))).isEqualTo("PAYLOAD 3");
  }

  @Test
  void aCommandThatFailsFailsItsTask() {
    TestSubmission submission = shell(1, "echo oh no >&2; exit 3").go();

    TaskError error = errorOf(submission);

    assertThat(error.kind()).isEqualTo(FailureKind.FUNCTION_ERROR);
    assertThat(error.type()).isEqualTo("Command.ExitError");
  }

  @Test
  void atItsTimeoutATasksProcessesAreKilled() {
    TestSubmission submission =
        shell(1, "echo $$ > $FOLDER/pid; sleep 1000").taskTimeout(Duration.ofSeconds(2)).go();

    assertThat(errorOf(submission).kind()).isEqualTo(FailureKind.TASK_TIMED_OUT);

    Await.until("the process is gone", () -> !alive(folder.resolve("pid")));
  }

  @Test
  void eachWayToFailIsAKindOfItsOwnWithItsLastLinesOfLogAndBothSlotsGoOn() throws IOException {
    TestFunctions.write(folder.resolve("troubles"), TROUBLES);
    TestSubmission submission =
        grid.submit(10)
            .function("troubles")
            .retry(RetryPolicy.NONE)
            .override(3, new TaskOverrides(null, null, null, Duration.ofSeconds(2)))
            .go();

    assertThat(grid.awaitEnd(submission.id).counts()).isEqualTo(new OutcomeCounts(5, 5, 0));

    assertThat(onlyTry(submission, 0))
        .satisfies(failed(FailureKind.FUNCTION_ERROR, "ExitStatus", "status 3"))
        .satisfies(each -> assertThat(each.log()).endsWith("the last line\n"))
        .satisfies(each -> assertThat(each.log()).hasSizeLessThanOrEqualTo(4096));
    assertThat(onlyTry(submission, 1))
        .satisfies(
            failed(FailureKind.RESULT_REJECTED, "Function.ResponseSizeTooLarge", "33554432 bytes"))
        .satisfies(each -> assertThat(each.log()).isEqualTo("a lot to say\n"));
    assertThat(onlyTry(submission, 2))
        .satisfies(failed(FailureKind.FUNCTION_CRASHED, "Runtime.ExitError", "SIGKILL"))
        .satisfies(each -> assertThat(each.log()).isEqualTo("about to be killed\n"));
    assertThat(onlyTry(submission, 3))
        .satisfies(failed(FailureKind.TASK_TIMED_OUT, "Sandbox.Timedout", "2"))
        .satisfies(each -> assertThat(each.log()).isEqualTo("about to hang\n"));
    assertThat(onlyTry(submission, 4))
        .satisfies(failed(FailureKind.FUNCTION_OUT_OF_MEMORY, "Runtime.OutOfMemory", "256 MiB"))
        .satisfies(each -> assertThat(each.log()).isEqualTo("hungry\n"));
    assertThat(grid.result(submission.task(9))).isEqualTo("payload 9");
    assertThat(grid.awaitEnd(shell(2, MEETS_ANOTHER).go().id).counts())
        .isEqualTo(new OutcomeCounts(2, 0, 0));
  }

  /** As its history tells it. */
  private TaskTry onlyTry(TestSubmission submission, int index) {
    RunRecord run = grid.run(submission.task(index)).orElseThrow();
    BlobReference log = Objects.requireNonNull(run.log());
    List<TaskTry> tries =
        new String(grid.services().blobs().read(run.task(), log), UTF_8)
            .lines()
            .map(TaskTryJson::parse)
            .toList();
    assertThat(tries).hasSize(1);
    assertThat(tries.get(0).error()).isEqualTo(run.error());
    return tries.get(0);
  }

  private static Consumer<TaskTry> failed(FailureKind kind, String type, String message) {
    return each -> {
      assertThat(each.error().kind()).isEqualTo(kind);
      assertThat(each.error().type()).isEqualTo(type);
      assertThat(each.error().message()).contains(message);
    };
  }

  @Test
  void whenItsSessionIsCancelledATasksProcessesAreKilled() {
    TestSubmission submission = shell(1, "echo $$ > $FOLDER/pid; sleep 1000").go();
    Await.until("it runs", () -> pid(folder.resolve("pid")).isPresent());

    EndSession.cancel(
            grid.services().table(),
            grid.services().replies(),
            grid.services().clock(),
            submission.id)
        .run();

    Await.until("the process is gone", () -> !alive(folder.resolve("pid")));
  }

  private static Optional<Long> pid(Path file) {
    try {
      String text = Files.exists(file) ? Files.readString(file).strip() : "";
      return text.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean alive(Path file) {
    return pid(file).flatMap(ProcessHandle::of).map(ProcessHandle::isAlive).orElse(false);
  }
}
