package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class RetryAndLogsTest {
  /** Fails for payload 2 until a file is there. */
  private static final String MENDABLE =
      "x=$(cat); if [ \"$x\" = 2 ] && [ ! -e '%s' ]; then echo no curve >&2; exit 3; fi; echo $x";

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private Path home;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private LocalGrid grid;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private Shell shell;

  @BeforeAll
  void start(@TempDir Path folder) {
    home = folder;
    grid = LocalGrid.start(LocalGridSettings.defaults().withAllowCommand(true).withHome(home));
    shell = new Shell(home);
  }

  @AfterAll
  void stop() {
    grid.close();
  }

  private String submitted(String lines, String... command) {
    List<String> words = new java.util.ArrayList<>(List.of("submit", "--input", "-"));
    words.addAll(List.of(command));
    Shell.Answer answer = shell.runWith(lines, words.toArray(String[]::new));
    assertThat(answer.code()).as(answer.err()).isZero();
    return answer.out().strip();
  }

  private String mendable(Path mended) {
    return submitted(
        "1\n2\n3\n2\n",
        "--command",
        "sh",
        "--arg",
        "-c",
        "--arg",
        MENDABLE.formatted(mended),
        "--tag",
        "desk=rates");
  }

  @Test
  void theFailedTasksRunAgainAsASessionThatNamesItsParent() throws IOException {
    Path mended = home.resolve("mended");
    String parent = mendable(mended);
    assertThat(shell.run("wait", parent).code()).isEqualTo(ExitCode.WORK_FAILED);
    Files.createFile(mended);

    Shell.Answer answer = shell.run("retry", parent, "--wait", "--output", "json");
    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.json().path("parent").asText()).isEqualTo(parent);
    assertThat(answer.json().path("completed").asInt()).isEqualTo(2);
    assertThat(answer.json().path("tags").path("desk").asText()).isEqualTo("rates");
    String child = answer.json().path("sessionId").asText();
    assertThat(shell.run("results", child).jsonLines())
        .extracting(node -> node.path("result").asInt())
        .containsExactly(2, 2);
    assertThat(shell.run("status", parent, "--output", "json").json().path("failed").asInt())
        .isEqualTo(2);
  }

  @Test
  void retryingTwiceWithOneTokenMakesOneSession() {
    String parent = mendable(home.resolve("never"));
    assertThat(shell.run("wait", parent).code()).isEqualTo(ExitCode.WORK_FAILED);
    String first = shell.run("retry", parent, "--token", "again").out().strip();
    assertThat(shell.run("retry", parent, "--token", "again").out().strip()).isEqualTo(first);
  }

  @Test
  void theLogOfAFailedTaskIsShownAndThatOfACompletedOneIsEmpty() {
    String id = mendable(home.resolve("never"));
    assertThat(shell.run("wait", id).code()).isEqualTo(ExitCode.WORK_FAILED);

    JsonNode tries = shell.run("logs", id + "/1", "--output", "json").json().path("failedTries");
    assertThat(tries).hasSize(1);
    assertThat(tries.get(0).path("attempt").asInt()).isEqualTo(1);
    assertThat(tries.get(0).path("log").asText()).contains("no curve");
    assertThat(tries.get(0).path("error").path("type").asText()).isEqualTo("Command.ExitError");
    assertThat(shell.run("logs", id + "/1").out())
        .startsWith("attempt 1 on ")
        .contains("FUNCTION_ERROR Command.ExitError: ")
        .contains("  no curve");
    assertThat(shell.run("logs", id + "/0").out().strip())
        .isEqualTo("no try of task " + id + "/0 has failed");
  }

  @Test
  void cancelledTasksAreRepeatedOnDemand() {
    String parent = submitted("1\n2\n", "--command", "sh", "--arg", "-c", "--arg", "sleep 600");
    refused(shell.run("retry", parent), ExitCode.USAGE, "goes on");
    assertThat(shell.run("cancel", parent).code()).isZero();
    refused(shell.run("retry", parent), ExitCode.USAGE, "no task that is FAILED");

    Shell.Answer answer = shell.run("retry", parent, "--cancelled", "--output", "json");
    assertThat(answer.json().path("tasks").asInt()).as(answer.err()).isEqualTo(2);
    assertThat(shell.run("cancel", answer.json().path("sessionId").asText()).code()).isZero();
  }

  @Test
  void badInputIsNamed() {
    String id = submitted("1\n", "--command", "cat");
    assertThat(shell.run("wait", id).code()).isZero();
    refused(shell.run("logs", id), ExitCode.USAGE, id);
    refused(shell.run("logs", id + "/7"), ExitCode.NOT_FOUND, id + " has no task 7");
    refused(shell.run("retry", id), ExitCode.USAGE, "no task that is FAILED");
    String unknown = "01M8248EHCY8XV5GPMPJ0NYQM3";
    refused(shell.run("logs", unknown + "/0"), ExitCode.NOT_FOUND, unknown);
    refused(shell.run("retry", unknown), ExitCode.NOT_FOUND, unknown);
  }

  private static void refused(Shell.Answer answer, int code, String named) {
    assertThat(answer.code()).as(answer.err()).isEqualTo(code);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).startsWith("htcgrid: ").contains(named).doesNotContain("\tat ");
  }
}
