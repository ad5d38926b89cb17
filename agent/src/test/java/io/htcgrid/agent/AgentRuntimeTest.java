package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.LaunchData;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.protocol.EndSession;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An agent in front of the real Lambda runtime, with command lines as functions. */
@ExtendWith(AwsServices.class)
class AgentRuntimeTest {
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
