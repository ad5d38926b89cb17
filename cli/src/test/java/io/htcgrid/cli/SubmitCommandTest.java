package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.control.LaunchData;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What reaches the grid and the function of a submission, and what comes back of either. */
@TestInstance(Lifecycle.PER_CLASS)
class SubmitCommandTest {
  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private Path home;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private Path unfinished;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private LocalGrid grid;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private Shell shell;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    home = folder;
    Path functions = Files.createDirectory(home.resolve("functions"));
    unfinished = Files.createDirectory(functions.resolve("unfinished"));
    Files.writeString(unfinished.resolve("function.json"), "{\"runtime\": \"cobol\"}");
    Path words = Files.createDirectory(functions.resolve("words"));
    Path example =
        Path.of(System.getProperty("htcgrid.root"), "examples/python-words/functions/words");
    for (String file : List.of("function.json", "words.py", "bootstrap")) {
      Files.copy(example.resolve(file), words.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    grid =
        LocalGrid.start(
            LocalGridSettings.defaults()
                .withFunctions(functions)
                .withAllowCommand(true)
                .withHome(home));
    shell = new Shell(home);
  }

  @AfterAll
  void stop() {
    grid.close();
  }

  /** Submits JSON lines and waits for the session's end. */
  private Shell.Answer ended(String lines, String... more) {
    List<String> args =
        new ArrayList<>(List.of("submit", "--input", "-", "--wait", "--output", "json"));
    args.addAll(List.of(more));
    return shell.runWith(lines, args.toArray(String[]::new));
  }

  private static String id(Shell.Answer answer) {
    return answer.json().path("sessionId").asText();
  }

  private String completed(String lines, String... more) {
    Shell.Answer answer = ended(lines, more);
    assertThat(answer.code()).as(answer.err()).isZero();
    return id(answer);
  }

  private JsonNode result(String id) {
    return shell.run("results", id).json().path("result");
  }

  @Test
  void anArgumentThatBeginsWithAnAtIsNoFileToRead() throws IOException {
    Path file = Files.writeString(home.resolve("data.json"), "one two");
    String id = completed("1\n", "--command", "printf", "--arg", "\"%s\"", "--arg", "@" + file);
    assertThat(result(id).asText()).isEqualTo("@" + file);
  }

  @Test
  void whatTheCommandLineSaysOfASessionIsStoredAndReachesTheFunction() {
    String script = "printf '\"%s\"' \"$DESK\"";
    String id =
        completed(
            "1\n",
            "--command=sh",
            "--arg=-c",
            "--arg=" + script,
            "--env=DESK=rates",
            "--priority=1",
            "--timeout=2h",
            "--task-timeout=90s",
            "--fair-share-key=desk-7",
            "--token=nightly-8",
            "--tag=team=fx",
            "--fail-fast");

    try (GridClients clients = GridClients.open(grid.config())) {
      SessionRecord stored =
          clients
              .services()
              .table()
              .readSession(SessionId.parse(id), clients.clock().instant())
              .orElseThrow();
      assertThat(stored.clientToken()).isEqualTo("nightly-8");
      assertThat(stored.settings())
          .isEqualTo(
              new SessionSettings(
                  "command",
                  new LaunchData(List.of("sh", "-c", script), Map.of("DESK", "rates")),
                  1,
                  "desk-7",
                  Duration.ofHours(2),
                  Duration.ofSeconds(90),
                  RetryPolicy.DEFAULT,
                  true,
                  Map.of("team", "fx"),
                  null));
    }
    assertThat(result(id).asText()).isEqualTo("rates");
  }

  @Test
  void whoWaitsSeesHowFarTheSessionIs() {
    Shell.Answer answer = ended("1\n2\n3\n", "--command", "cat");
    assertThat(answer.err().lines())
        .startsWith("session " + id(answer) + " submitted: 3 tasks")
        .endsWith("session " + id(answer) + ": 3 of 3 tasks ended, 0 failed");
  }

  @Test
  void aPythonFunctionRunsOnTheGridAndGetsItsArguments() {
    assumeTrue(isOnPath("python3"), "needs python3");
    String id = completed("{\"text\":\"so far, so good\"}\n", "--function", "words", "--arg", "2");
    assertThat(result(id).path("words").asInt()).isEqualTo(4);
    assertThat(result(id).path("often"))
        .extracting(often -> often.path("word").asText())
        .containsExactly("so", "far");
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Test
  void whoWaitsIsToldWhyAFunctionCannotBeInvoked() {
    Shell.Answer faulty = ended("1\n", "--function", "unfinished");
    assertThat(faulty.code()).as(faulty.err()).isEqualTo(ExitCode.WORK_FAILED);
    assertThat(faulty.err())
        .contains("htcgrid: function unfinished cannot be invoked")
        .contains(unfinished.toString())
        .contains("cobol");

    Shell.Answer misnamed = ended("1\n", "--function", "two words");
    assertThat(misnamed.code()).as(misnamed.err()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(misnamed.err()).contains("htcgrid: function two words cannot be invoked");
  }

  @Test
  void aResultThatCannotBeReadHasAnErrorInItsPlaceAndAllOthersAreListed() {
    // Larger than what is bundled with others.
    String script = "read n; if [ $n = 2 ]; then head -c 1100000 /dev/zero; else echo $n; fi";
    String id = completed("1\n2\n3\n", "--command", "sh", "--arg", "-c", "--arg", script);
    deleteResult(new TaskId(SessionId.parse(id), 1));

    for (String[] command : new String[][] {{"results", id}, {"results", id, "--follow"}}) {
      Shell.Answer answer = shell.run(command);
      assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.SERVICE);
      assertThat(answer.err())
          .contains("htcgrid: results that cannot be read: 1")
          .doesNotContain("\tat ");
      List<JsonNode> lines = answer.jsonLines();
      assertThat(lines).extracting(line -> line.path("state").asText()).containsOnly("COMPLETED");
      assertThat(lines)
          .filteredOn(line -> line.has("result"))
          .extracting(line -> line.path("result").asInt())
          .containsExactlyInAnyOrder(1, 3);
      assertThat(lines)
          .filteredOn(line -> line.has("error"))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.path("index").asInt()).isEqualTo(1);
                assertThat(line.at("/error/type").asText()).isEqualTo("ResultUnreadable");
                assertThat(line.at("/error/message").asText()).contains(id + "/1");
              });
    }
  }

  private void deleteResult(TaskId task) {
    try (GridClients clients = GridClients.open(grid.config())) {
      var run = clients.services().table().readRun(task).orElseThrow();
      String key = Objects.requireNonNull(run.result()).key();
      clients.s3().deleteObject(request -> request.bucket(grid.config().bucket()).key(key));
    }
  }
}
