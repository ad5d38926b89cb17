package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.LocalGridEntry;
import io.htcgrid.control.config.LocalGridRegistry;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import io.htcgrid.runtime.LambdaRuntime;
import io.htcgrid.runtime.RuntimeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentCommandTest {
  private static final int SIGTERM_EXIT = 143;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private Path home;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private LocalGrid grid;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private Shell shell;

  @BeforeAll
  void start(@TempDir Path folder) {
    home = folder;
    grid = LocalGrid.start(LocalGridSettings.defaults().withAgents(0).withHome(home));
    shell = new Shell(home);
  }

  @AfterAll
  void stop() {
    grid.close();
  }

  @Test
  void anAgentWorksForTheGridUntilItIsToldToStop() throws Exception {
    Path functions = Files.createDirectory(home.resolve("functions"));
    try (CommandProcess agent =
        CommandProcess.start(
            home,
            "agent",
            "--functions",
            functions.toString(),
            "--allow-command",
            "--slots",
            "1",
            "--output",
            "json")) {
      JsonNode answer = agent.answer();
      assertThat(answer.path("grid").asText()).isEqualTo("local");
      assertThat(answer.path("slots").asInt()).isEqualTo(1);

      Shell.Answer done =
          shell.runWith("[1]\n", "submit", "--command", "cat", "--input", "-", "--wait");
      assertThat(done.code()).as(done.err()).isZero();

      assertThat(temporary("htcgrid-versions")).hasSize(1);
      agent.terminate();
      assertThat(agent.exitCode()).isEqualTo(SIGTERM_EXIT);
      assertThat(agent.err()).doesNotContain("\tat ");
      assertThat(temporary("htcgrid-versions")).isEmpty();
    }
  }

  private List<Path> temporary(String prefix) throws IOException {
    try (Stream<Path> all = Files.list(CommandProcess.temporary(home))) {
      return all.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  @Test
  void anAgentWorksWithTheRuntimeThatItIsToldAndWhatThatRefusesIsTold() throws Exception {
    Path functions = Files.createDirectory(home.resolve("others"));
    try (LambdaRuntime runtime = LambdaRuntime.start(RuntimeSettings.builder(functions).build());
        CommandProcess agent =
            CommandProcess.start(
                home,
                "agent",
                "--runtime-endpoint",
                runtime.endpoint().toString(),
                "--output",
                "json")) {
      assertThat(agent.answer().path("grid").asText()).isEqualTo("local");
      echo(functions.resolve("echo"));

      Shell.Answer done =
          shell.runWith("[1]\n", "submit", "--function", "echo", "--input", "-", "--wait");
      assertThat(done.code()).as(done.err()).isZero();

      Shell.Answer refused =
          shell.runWith("[1]\n", "submit", "--command", "cat", "--input", "-", "--wait");
      assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.WORK_FAILED);
      assertThat(refused.err())
          .contains("htcgrid: function command cannot be invoked")
          .contains("can allow them with --allow-command");
    }
  }

  /** A function that returns its payload. */
  private static void echo(Path folder) throws IOException {
    Files.createDirectory(folder);
    Path bootstrap =
        Path.of(
            System.getProperty("htcgrid.root"),
            "lambda-runtime/src/main/bootstraps/shell/bootstrap");
    Files.copy(bootstrap, folder.resolve("bootstrap"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(
        folder.resolve("function.json"), "{\"runtime\": \"provided\", \"handler\": \"cat\"}");
  }

  @Test
  void aHealthPortInUseIsAsAnyOtherPort() throws IOException {
    Path functions = Files.createDirectory(home.resolve("none"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Shell.Answer answer =
          shell.run("--grid=local", "agent", "--functions=" + functions, "--health-port=" + port);
      assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(answer.err()).startsWith("htcgrid: port " + port).doesNotContain("\tat ");
    }
  }

  @Test
  void whatWasReadFromStdinIsDeletedWhenASignalEndsTheWait() throws Exception {
    try (CommandProcess submit =
        CommandProcess.start(home, "submit", "--function", "f", "--input", "-", "--wait")) {
      submit.input("[1]\n");
      Eventually.check("it waits", () -> submit.err().contains("submitted: 1 tasks"));
      assertThat(temporary("htcgrid-input")).hasSize(1);
      submit.terminate();
      assertThat(submit.exitCode()).isEqualTo(SIGTERM_EXIT);
      assertThat(temporary("htcgrid-input")).isEmpty();
    }
    for (JsonNode each : shell.run("list", "--output=json").json().path("sessions")) {
      shell.run("cancel", each.path("sessionId").asText());
    }
  }

  @Test
  void aSignalDuringASubmissionCancelsWhatWasSentAndTellsItsId() throws Exception {
    Path tasks = home.resolve("many.jsonl");
    Files.writeString(tasks, "1\n".repeat(1_000_000));
    try (CommandProcess submit =
        CommandProcess.start(home, "submit", "--function", "f", "--input", tasks.toString())) {
      Eventually.check("it submits", () -> !submitting().isEmpty());
      String id = submitting().get(0);
      submit.terminate();
      assertThat(submit.exitCode()).isEqualTo(SIGTERM_EXIT);
      assertThat(submit.err())
          .contains("htcgrid: session " + id + " was not submitted", "it was cancelled")
          .doesNotContain("\tat ");
      assertThat(shell.run("status", id).out()).contains("CANCELLED");
    }
  }

  private List<String> submitting() {
    JsonNode sessions = shell.run("list", "--output=json").json().path("sessions");
    return StreamSupport.stream(sessions.spliterator(), false)
        .filter(each -> each.path("state").asText().equals("SUBMITTING"))
        .map(each -> each.path("sessionId").asText())
        .toList();
  }

  @Test
  void aGridThatIsNotThereIsOneSentenceAndNoAnswer() {
    GridConfig here = grid.config();
    GridConfig hollow =
        GridConfig.local(
            "hollow",
            Objects.requireNonNull(here.dynamoDbEndpoint()),
            Objects.requireNonNull(here.sqsEndpoint()),
            Objects.requireNonNull(here.s3Endpoint()));
    LocalGridRegistry registry = new LocalGridRegistry(home);
    registry.write(LocalGridEntry.ofThisProcess(hollow));
    try {
      Shell.Answer answer =
          shell.run("--grid", "hollow", "agent", "--runtime-endpoint", "http://127.0.0.1:1");
      assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(answer.out()).isEmpty();
      assertThat(answer.err()).startsWith("htcgrid: ").contains("grid hollow does not exist");
    } finally {
      registry.remove(LocalGridEntry.ofThisProcess(hollow));
    }
  }

  @Test
  void aRuntimeThatIsNoUrlIsAUsageError() {
    Shell.Answer answer = shell.run("--grid", "local", "agent", "--runtime-endpoint", "foo");
    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err()).startsWith("htcgrid: ").contains("foo").doesNotContain("defect");
  }
}
