package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.control.config.Release;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class OperatorCommandsTest {
  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private LocalGrid grid;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private Shell shell;

  @BeforeAll
  void start(@TempDir Path home) {
    grid = LocalGrid.start(LocalGridSettings.defaults().withAgents(2).withHome(home));
    shell = new Shell(home);
  }

  @AfterAll
  void stop() {
    grid.close();
  }

  @Test
  void theAgentsThatLiveAreListedWithTheirSlotsAndOneOfThemDrained() throws Exception {
    Eventually.check("both tell of themselves", () -> listed().path("agents").size() == 2);
    JsonNode both = listed();
    JsonNode first = both.path("agents").get(0);
    assertThat(first.path("draining").asBoolean()).isFalse();
    assertThat(first.path("version").asText()).isEqualTo(Release.version());
    assertThat(first.path("slots").asInt()).isPositive();
    assertThat(both.path("slots").asInt()).isEqualTo(2 * first.path("slots").asInt());
    assertThat(both.path("busy").asInt()).isZero();

    String name = first.path("agent").asText();
    assertThat(shell.run("agents").out())
        .startsWith("AGENT ")
        .contains(name)
        .contains("WORKING")
        .contains("2 agents, 0 of " + both.path("slots").asInt() + " slots busy");

    Shell.Answer unknown = shell.run("drain", "nobody");
    assertThat(unknown.code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(unknown.err())
        .startsWith("htcgrid: grid local has no agent nobody that is alive; alive are ")
        .contains(name);

    Shell.Answer asked = shell.run("drain", name, "--output", "json");
    assertThat(asked.code()).as(asked.err()).isZero();
    assertThat(asked.json().path("agent").asText()).isEqualTo(name);
    assertThat(asked.json().path("draining").asBoolean()).isTrue();
    // It may have stopped already.
    assertThat(listed().path("agents"))
        .allSatisfy(
            agent ->
                assertThat(agent.path("draining").asBoolean())
                    .isEqualTo(agent.path("agent").asText().equals(name)));
  }

  private JsonNode listed() {
    return shell.run("agents", "--output", "json").json();
  }

  @Test
  void prioritiesArePausedAndResumedOneByOneAndAllAtOnce() {
    assertThat(shell.run("pause", "1").out().strip()).isEqualTo("paused: priority 1");
    assertThat(shell.run("pause", "1", "--output", "json").json().toString())
        .isEqualTo("{\"pausedPriorities\":[1]}");
    assertThat(shell.run("agents").out()).contains("paused: priority 1");
    assertThat(shell.run("pause", "--all").out().strip()).isEqualTo("paused: priorities 0, 1, 2");
    assertThat(shell.run("resume", "2").out().strip()).isEqualTo("paused: priorities 0, 1");
    try (HtcGrid other = HtcGrid.connect(grid.config())) {
      assertThat(other.operations().settings().pausedLevels()).containsExactlyInAnyOrder(0, 1);
    }
    assertThat(shell.run("resume", "--all").out().strip()).isEqualTo("nothing is paused");
  }

  @Test
  void whatToPauseMustBeSaidOnceAndExist() {
    refused(shell.run("pause"), "needs a priority, or --all");
    refused(shell.run("resume", "1", "--all"), "either a priority or --all");
    refused(shell.run("pause", "3"), "grid local has no priority 3; its priorities are 0 to 2");
    refused(shell.run("pause", "high"), "high");
  }

  private static void refused(Shell.Answer answer, String named) {
    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).startsWith("htcgrid: ").contains(named).doesNotContain("\tat ");
  }
}
