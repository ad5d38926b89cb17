package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.agent.delivery.TestFunctions;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.FunctionVersion;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.TaskState;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import io.htcgrid.runtime.LambdaRuntime;
import io.htcgrid.runtime.RuntimeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Agents that bring pushed functions to the real Lambda runtime beside them. */
@ExtendWith(AwsServices.class)
class AgentDeliveryTest {
  @TempDir private Path work;
  private final GridReads reads = new GridReads();
  private final List<LambdaRuntime> runtimes = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private TestGrid grid;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private TestFunctions functions;

  @BeforeEach
  void start(AwsEndpoints aws, UniqueName name) {
    grid = TestGrid.create(aws, name, reads);
    functions = new TestFunctions(grid.services(), work);
  }

  @AfterEach
  void stop() {
    grid.close();
    runtimes.forEach(LambdaRuntime::close);
  }

  /** An agent and its runtime, with a plain function. */
  private Agent agent(String name, int slots, Duration settingsEvery) throws IOException {
    Path plain = work.resolve(name).resolve("functions");
    TestFunctions.write(plain.resolve("plain"), "echo plain");
    Path versions = Files.createDirectories(work.resolve(name).resolve("versions"));
    LambdaRuntime runtime =
        LambdaRuntime.start(RuntimeSettings.builder(plain).versions(versions).slots(slots).build());
    runtimes.add(runtime);
    return grid.agent(
        settings ->
            settings
                .id(name)
                .slots(slots)
                .settingsEvery(settingsEvery)
                .versions(versions)
                .invokeEndpoint(runtime.endpoint()));
  }

  private Agent agent(String name, int slots) throws IOException {
    return agent(name, slots, Duration.ofMillis(200));
  }

  private String resultOf(TestSubmission submission, int index) {
    grid.awaitRun(submission.task(index), TaskState.COMPLETED);
    return grid.result(submission.task(index)).strip();
  }

  private TaskError errorOf(TestSubmission submission, int index) {
    return Objects.requireNonNull(grid.awaitRun(submission.task(index), TaskState.FAILED).error());
  }

  private static TaskOverrides function(String name) {
    return new TaskOverrides(name, null, null, null);
  }

  private static double metric(Agent agent, String name) {
    return agent
        .metrics()
        .lines()
        .filter(line -> line.startsWith("htcgrid_agent_" + name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void aSecondVersionTakesOverInTheMiddleOfASessionAndWhatRunsEndsOnTheFirst() throws IOException {
    functions.push(
        "price",
        "1",
        "touch %1$s/started-$(tr -dc 0-9); until [ -e %1$s/go ]; do sleep 0.05; done; echo one"
            .formatted(work));
    functions.push("price", "2", "echo two");
    functions.activate("price", "1");
    agent("a", 1);
    TestSubmission submission = grid.submit(2).function("price").go();
    int first =
        Await.value(
            "a task runs",
            () ->
                Stream.of(0, 1).filter(i -> Files.exists(work.resolve("started-" + i))).findAny());

    functions.activate("price", "2");
    long seen = reads.of("GRID");
    Await.until("the agent knows", () -> reads.of("GRID") >= seen + 2);
    Files.createFile(work.resolve("go"));

    assertThat(resultOf(submission, first)).isEqualTo("one");
    assertThat(resultOf(submission, 1 - first)).isEqualTo("two");
  }

  @Test
  void twoAgentsFetchAVersionOnceEachWhateverTheNumberOfTasks() throws IOException {
    functions.push(
        "price",
        "1",
        "touch %1$s/on-$PPID; until [ $(ls %1$s/on-* | wc -l) -ge 2 ]; do sleep 0.05; done; echo one"
            .formatted(work));
    functions.activate("price", "1");
    Agent first = agent("a", 1);
    Agent second = agent("b", 1);
    TestSubmission submission = grid.submit(20).function("price").go();

    assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);

    assertThat(metric(first, "versions_fetched_total")).isEqualTo(1);
    assertThat(metric(second, "versions_fetched_total")).isEqualTo(1);
    assertThat(reads.of("FUNCTIONS")).isEqualTo(2);
    assertThat(reads.of("functions")).isEqualTo(2);
  }

  @Test
  void aTaskGetsTheVersionItNamesOrAClearErrorAndOthersTheActiveOneOrTheRuntimesOwn()
      throws IOException {
    functions.push("price", "1", "echo one");
    functions.push("price", "2", "echo two");
    functions.activate("price", "2");
    agent("a", 2);

    TestSubmission submission =
        grid.submit(6)
            .function("price:1")
            .override(1, function("price"))
            .override(2, function("plain"))
            .override(3, function("price:9"))
            .override(4, function("nobody"))
            .override(5, function("plain:1"))
            .go();

    assertThat(resultOf(submission, 0)).isEqualTo("one");
    assertThat(resultOf(submission, 1)).isEqualTo("two");
    assertThat(resultOf(submission, 2)).isEqualTo("plain");
    assertThat(errorOf(submission, 3))
        .isEqualTo(
            new TaskError(
                FailureKind.FUNCTION_UNAVAILABLE,
                "ResourceNotFoundException",
                "grid "
                    + grid.name()
                    + " has no function price:9; 'htcgrid functions list' shows what was pushed"));
    assertThat(errorOf(submission, 4))
        .isEqualTo(
            new TaskError(
                FailureKind.FUNCTION_UNAVAILABLE,
                "ResourceNotFoundException",
                "the runtime has no function nobody, and grid "
                    + grid.name()
                    + " no active version of it"));
    assertThat(errorOf(submission, 5).message()).contains("has no function plain:1");
  }

  @Test
  void aTamperedArchiveFailsItsTasksIsCountedAndStopsNothingElse() throws IOException {
    FunctionVersion version = functions.push("price", "1", "echo one");
    functions.tamper(version, "something else".getBytes(StandardCharsets.UTF_8));
    functions.activate("price", "1");
    Agent agent = agent("a", 2);

    TestSubmission submission =
        grid.submit(12).function("price").override(5, function("plain")).go();

    assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.FAILED);
    assertThat(resultOf(submission, 5)).isEqualTo("plain");
    TaskError error = errorOf(submission, 0);
    assertThat(error.kind()).isEqualTo(FailureKind.FUNCTION_UNAVAILABLE);
    assertThat(error.type()).isEqualTo("FunctionArchiveRefused");
    assertThat(error.message()).startsWith("archive of price:1 refused: it is not what was pushed");
    assertThat(metric(agent, "versions_refused_total")).isEqualTo(1);
    assertThat(work.resolve("a").resolve("versions")).isEmptyDirectory();
  }

  @Test
  void aFunctionThatWasActivatedJustNowIsFoundBeforeTheSettingsAreDue() throws IOException {
    agent("a", 1, Duration.ofHours(1));
    functions.push("price", "1", "echo one");
    functions.activate("price", "1");

    assertThat(resultOf(grid.submit(1).function("price").go(), 0)).isEqualTo("one");
  }
}
