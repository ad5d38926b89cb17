package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.LocalGridEntry;
import io.htcgrid.control.config.LocalGridRegistry;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class DoctorCommandTest {
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

  @ParameterizedTest
  @ValueSource(strings = {"submitter", "reader", "operator", "agent"})
  void aLocalGridIsHealthyForEveryRole(String role) {
    Shell.Answer answer = shell.run("--grid", "local", "doctor", "--for", role, "--output", "json");

    assertThat(answer.code()).as(answer.out()).isZero();
    JsonNode json = answer.json();
    assertThat(json.path("healthy").asBoolean()).isTrue();
    assertThat(state(json, "table")).isEqualTo("ok");
    assertThat(state(json, "bucket")).isEqualTo("ok");
    assertThat(state(json, "clock")).isEqualTo("ok");
    assertThat(state(json, "queues")).isEqualTo(role.equals("reader") ? "skipped" : "ok");
  }

  private static String state(JsonNode json, String check) {
    for (JsonNode each : json.path("checks")) {
      if (each.path("check").asText().equals(check)) {
        return each.path("state").asText();
      }
    }
    return "missing";
  }

  @Test
  void operatorsAreToldThatNothingRunsAndWhatIsPaused() {
    try (HtcGrid other = HtcGrid.connect(grid.config())) {
      other.operations().pause(Set.of(1));
      String text = shell.run("--grid", "local", "doctor", "--for", "operator").out();
      other.operations().resume(Set.of(1));
      assertThat(text)
          .containsPattern("warning +agents +none is alive")
          .containsPattern("warning +paused +priorities \\[1]")
          .containsPattern("ok +backlog +0 task messages wait or run, no dead letters");
    }
  }

  @Test
  void aGridThatIsNowhereIsAProblemOfConfiguration() {
    Shell.Answer answer = shell.run("--grid", "elsewhere", "doctor");
    assertThat(answer.code()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(answer.out()).containsPattern("problem +grid +grid: grid elsewhere was not found");
  }

  @Test
  void whatIsMissingIsNamedWithWhatToDo() {
    GridConfig here = grid.config();
    withGrid(
        GridConfig.local(
            "hollow",
            Objects.requireNonNull(here.dynamoDbEndpoint()),
            Objects.requireNonNull(here.sqsEndpoint()),
            Objects.requireNonNull(here.s3Endpoint())),
        answer -> {
          assertThat(answer.code()).isEqualTo(ExitCode.SERVICE);
          assertThat(answer.out())
              .containsPattern("problem +table +table hollow-state does not exist")
              .containsPattern("problem +queues +queue hollow-tasks-p0 does not exist")
              .containsPattern("problem +bucket +bucket hollow-data, in/ does not exist")
              .contains("'htcgrid deploy hollow' completes it");
        });
  }

  @Test
  void whatIsDeniedIsNamedWithThePolicyThatAllowsItAndAWrongClockIsSeen() throws Exception {
    try (DenyingAws aws = DenyingAws.start(Duration.ofMinutes(-20))) {
      URI url = aws.url();
      withGrid(
          GridConfig.local("closed", url, url, url),
          answer -> {
            assertThat(answer.code()).isEqualTo(ExitCode.SERVICE);
            assertThat(answer.out())
                .contains(
                    "table closed-state: dynamodb:GetItem is denied to these credentials; policy"
                        + " htcgrid-closed-submitter allows it")
                .contains("queue closed-tasks-p1: sqs:GetQueueUrl is denied")
                .contains("bucket closed-data, in/: s3:PutObject is denied")
                .containsPattern("problem +clock +is off by 1[12]\\d\\d s; set it");
            pointsHere(shell.run("--grid=closed", "list"));
            pointsHere(
                shell.runWith(
                    "1\n", "--grid=closed", "submit", "--command", "cat", "--input", "-"));
            Shell.Answer agent =
                shell.run("--grid=closed", "agent", "--runtime-endpoint=http://127.0.0.1:1");
            pointsHere(agent);
            assertThat(agent.err()).doesNotContain("Service:", "Status Code");
          });
    }
  }

  private static void pointsHere(Shell.Answer denied) {
    assertThat(denied.code()).as(denied.err()).isEqualTo(ExitCode.SERVICE);
    assertThat(denied.out()).isEmpty();
    assertThat(denied.err())
        .startsWith("htcgrid: ")
        .contains("'htcgrid doctor' names the policy that allows it")
        .doesNotContain("\tat ");
  }

  private void withGrid(GridConfig config, Consumer<Shell.Answer> check) {
    LocalGridRegistry registry = new LocalGridRegistry(home);
    registry.write(LocalGridEntry.ofThisProcess(config));
    try {
      check.accept(shell.run("--grid", config.grid(), "doctor"));
    } finally {
      registry.remove(LocalGridEntry.ofThisProcess(config));
    }
  }
}
