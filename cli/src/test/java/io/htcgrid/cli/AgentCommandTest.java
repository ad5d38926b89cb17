package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.LocalGridEntry;
import io.htcgrid.control.config.LocalGridRegistry;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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

      agent.terminate();
      assertThat(agent.exitCode()).isEqualTo(SIGTERM_EXIT);
      assertThat(agent.err()).doesNotContain("\tat ");
    }
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
