package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
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
class SessionCommandsTest {
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

  private String submitted(String lines, String... more) {
    Shell.Answer answer = shell.runWith(lines, args(List.of("submit", "--input", "-"), more));
    assertThat(answer.code()).as(answer.err()).isZero();
    return answer.out().strip();
  }

  private static String[] args(List<String> first, String... more) {
    List<String> all = new java.util.ArrayList<>(first);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void aSessionIsSubmittedWaitedForAndItsResultsComeInIndexOrder() {
    String id =
        submitted("{\"a\":1}\n\n[2]\n\"three\"\n", "--command", "cat", "--tag", "desk=rates");

    Shell.Answer waited = shell.run("wait", id, "--output", "json");
    assertThat(waited.code()).as(waited.err()).isZero();
    assertThat(waited.json().path("sessionId").asText()).isEqualTo(id);
    assertThat(waited.json().path("state").asText()).isEqualTo("COMPLETED");
    assertThat(waited.json().path("completed").asInt()).isEqualTo(3);
    assertThat(waited.json().path("tags").path("desk").asText()).isEqualTo("rates");

    List<JsonNode> results = shell.run("results", id).jsonLines();
    assertThat(results).extracting(node -> node.path("index").asInt()).containsExactly(0, 1, 2);
    assertThat(results)
        .extracting(node -> node.path("result").toString())
        .containsExactly("{\"a\":1}", "[2]", "\"three\"");

    assertThat(shell.run("status", id).out())
        .startsWith("session " + id + " COMPLETED: 3 of 3 tasks completed, 0 failed");
    assertThat(shell.run("list", "--output", "json").json().path("sessions"))
        .anyMatch(node -> node.path("sessionId").asText().equals(id));
  }

  @Test
  void aResultComesAsTheFunctionWroteIt() {
    String exact = "{\"pv\":0.12345678901234567890123,\"n\":1.10,\"big\":1e400}";
    String id = submitted(exact + "\n", "--command", "cat");
    assertThat(shell.run("wait", id).code()).isZero();
    assertThat(shell.run("results", id).out().strip()).endsWith("\"result\":" + exact + "}");
  }

  @Test
  void aResultThatIsNotJsonComesAsBase64OrAsAFile() throws IOException {
    String id = submitted("1\n", "--command", "printf", "--arg", "\\377");
    assertThat(shell.run("wait", id).code()).isZero();

    assertThat(shell.run("results", id).json().path("resultBase64").asText()).isEqualTo("/w==");
    Path folder = home.resolve("results");
    JsonNode written = shell.run("results", id, "--to", folder.toString()).json();
    assertThat(Path.of(written.path("file").asText())).isEqualTo(folder.resolve("0.bin"));
    assertThat(Files.readAllBytes(folder.resolve("0.bin"))).containsExactly((byte) 0xff);
    Files.delete(folder.resolve("0.bin"));
    Files.createDirectory(folder.resolve("0.bin"));
    refused(
        shell.run("results", id, "--to", folder.toString()),
        ExitCode.USAGE,
        "cannot write " + folder.resolve("0.bin") + " (Is a directory); remove it");
  }

  @Test
  void noFolderIsMadeForTheResultsOfASessionThatIsNot() {
    Path folder = home.resolve("never");
    refused(
        shell.run("results", "01M8248EHCY8XV5GPMPJ0NYQM3", "--to", folder.toString()),
        ExitCode.NOT_FOUND,
        "01M8248EHCY8XV5GPMPJ0NYQM3");
    assertThat(folder).doesNotExist();
  }

  @Test
  void waitExitsWithOneWhenTasksFailedAndTellsWhy() {
    Shell.Answer answer =
        shell.runWith(
            "1\n2\n",
            "submit",
            "--command",
            "sh",
            "--arg",
            "-c",
            "--arg",
            "echo broken >&2; exit 3",
            "--input",
            "-",
            "--wait",
            "--output",
            "json");
    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.WORK_FAILED);
    assertThat(answer.json().path("state").asText()).isEqualTo("FAILED");
    String id = answer.json().path("sessionId").asText();

    List<JsonNode> results = shell.run("results", id).jsonLines();
    assertThat(results).extracting(node -> node.path("state").asText()).containsOnly("FAILED");
    assertThat(results.get(0).path("error").path("type").asText()).isEqualTo("Command.ExitError");
    JsonNode tasks =
        shell.run("tasks", id, "--state", "FAILED", "--output", "json").json().path("tasks");
    assertThat(tasks).hasSize(2);
    assertThat(tasks.get(0).path("attempt").asInt()).isPositive();
  }

  @Test
  void followWritesEachOutcomeOnceAndEndsWithTheSession() {
    String id = submitted("1\n2\n3\n4\n", "--command", "cat");
    assertThat(shell.run("results", id, "--follow").jsonLines())
        .extracting(node -> node.path("index").asInt())
        .containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void aReaderThatHasHadEnoughIsNoErrorAndADiskThatIsFullIsOne() {
    String id = submitted("1\n", "--command", "cat");
    assertThat(shell.run("wait", id).code()).isZero();

    for (String command : List.of("results", "status", "tasks")) {
      for (Stdout closed : List.of(failing("Broken pipe", false), failing("Tubo roto", true))) {
        Shell.Answer gone = shell.runInto(closed, command, id);
        assertThat(gone.code()).as(command).isEqualTo(ExitCode.READER_GONE);
        assertThat(gone.err()).isEmpty();
      }
      Shell.Answer full = shell.runInto(failing("No space left on device", false), command, id);
      refused(full, ExitCode.SERVICE, "No space left on device");
    }
  }

  @Test
  void aSessionWhoseIdCannotBeWrittenToStdoutIsNamedOnStderr() throws IOException {
    Path input = Files.writeString(home.resolve("one.jsonl"), "1\n");
    String[] submit = {"submit", "--command", "cat", "--input", input.toString(), "--output", ""};
    for (OutputFormat format : OutputFormat.values()) {
      submit[submit.length - 1] = format.name();
      Shell.Answer full = shell.runInto(failing("No space left on device", false), submit);
      assertThat(full.code()).isEqualTo(ExitCode.SERVICE);
      assertThat(full.err().lines())
          .as(full.err())
          .satisfiesExactly(
              note -> assertThat(note).matches("session [0-9A-Z]{26} submitted: 1 tasks"),
              failure -> assertThat(failure).contains("No space left on device"));
      String id = full.err().split(" ", 3)[1];
      assertThat(shell.run("wait", id).code()).isZero();

      Shell.Answer gone = shell.runInto(failing("Broken pipe", false), submit);
      assertThat(gone.code()).isEqualTo(ExitCode.READER_GONE);
      assertThat(gone.err()).matches("session [0-9A-Z]{26} submitted: 1 tasks\n");
    }
  }

  @Test
  void helpThatCannotBeWrittenIsNoSuccess() {
    Stdout full = failing("No space left on device", false);
    refused(shell.runInto(full, "--help"), ExitCode.SERVICE, "No space left on device");
  }

  private static Stdout failing(String reason, boolean pipe) {
    return Stdout.to(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        },
        pipe);
  }

  @Test
  void aFolderIsOnePayloadAFileInTheOrderOfNames() throws IOException {
    Path folder = Files.createDirectory(home.resolve("payloads"));
    Files.writeString(folder.resolve("b"), "second");
    Files.writeString(folder.resolve("a"), "first");
    Shell.Answer answer =
        shell.run("submit", "--command", "cat", "--input", folder.toString(), "--output", "json");
    assertThat(answer.json().path("tasks").asInt()).isEqualTo(2);
    String id = answer.json().path("sessionId").asText();
    assertThat(shell.run("wait", id).code()).isZero();
    assertThat(shell.run("results", id).jsonLines())
        .extracting(node -> node.path("resultBase64").asText())
        .containsExactly("Zmlyc3Q=", "c2Vjb25k");
  }

  @Test
  void aRunningSessionIsCancelledAndStaysSo() {
    String id = submitted("1\n2\n3\n", "--command", "sleep", "--arg", "600");
    Shell.Answer cancelled = shell.run("cancel", id, "--output", "json");
    assertThat(cancelled.code()).as(cancelled.err()).isZero();
    assertThat(cancelled.json().path("state").asText()).isEqualTo("CANCELLED");
    assertThat(shell.run("wait", id).code()).isEqualTo(ExitCode.WORK_FAILED);
    assertThat(shell.run("results", id).jsonLines())
        .hasSize(3)
        .allMatch(node -> node.path("state").asText().equals("CANCELLED"));
  }

  @Test
  void oneTokenMakesOneSession() {
    String first = submitted("1\n", "--command", "cat", "--token", "nightly-7");
    String second = submitted("1\n", "--command", "cat", "--token", "nightly-7");
    assertThat(second).isEqualTo(first);
  }

  @Test
  void waitingNoLongerThanToldExitsWithSixAndTheSessionGoesOn() {
    String id = submitted("1\n", "--command", "sleep", "--arg", "600");
    Shell.Answer answer = shell.run("wait", id, "--timeout", "300ms");
    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.WAIT_TIMED_OUT);
    assertThat(shell.run("status", id, "--output", "json").json().path("state").asText())
        .isEqualTo("ACTIVE");
    assertThat(shell.run("cancel", id + "/0", "--output", "json").json().path("state").asText())
        .isEqualTo("CANCELLED");
  }

  @Test
  void aLineThatIsNotJsonIsNamedByNumberAndNothingIsSubmitted() {
    int before = sessions();
    Shell.Answer answer =
        shell.runWith("1\n{\"a\":\n3\n", "submit", "--command", "cat", "--input", "-");
    refused(answer, ExitCode.USAGE, "line 2");
    assertThat(sessions()).isEqualTo(before);
  }

  private int sessions() {
    return shell.run("list", "--limit", "1000", "--output", "json").json().path("sessions").size();
  }

  @Test
  void badInputGetsOneSentenceTheRightExitCodeAndNoStackTrace() {
    refused(
        shell.runWith("", "submit", "--command", "cat", "--input", "-"),
        ExitCode.USAGE,
        "no tasks");
    refused(
        shell.run("submit", "--command", "cat", "--input", "/no/such/file"),
        ExitCode.USAGE,
        "/no/such/file");
    refused(shell.run("submit", "--command", "cat", "--input", ""), ExitCode.USAGE, "--input");
    refused(
        shell.runWith("1\n", "submit", "--command", "cat", "--input", "-", "--priority", "9"),
        ExitCode.USAGE,
        "priority");
    refused(
        shell.runWith("1\n", "submit", "--command", "cat", "--input", "-", "--timeout", "soon"),
        ExitCode.USAGE,
        "soon");
    refused(
        shell.run("status", "01M8248EHCY8XV5GPMPJ0NYQM3"),
        ExitCode.NOT_FOUND,
        "01M8248EHCY8XV5GPMPJ0NYQM3");
    refused(shell.run("status", "not-an-id"), ExitCode.NOT_FOUND, "not-an-id");
    refused(shell.run("status"), ExitCode.USAGE, "ID");
    refused(shell.run("stauts", "x"), ExitCode.USAGE, "stauts");
    refused(shell.run("--grid", "elsewhere", "list"), ExitCode.CONFIGURATION, "elsewhere");
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      refused(
          shell.run("--grid", "second", "local", "start", "--s3-port", "" + taken.getLocalPort()),
          ExitCode.CONFIGURATION,
          "" + taken.getLocalPort());
    }
  }

  @Test
  void whoWaitsForASessionOfAnUnknownFunctionIsToldItsName() {
    Shell.Answer answer =
        shell.runWith(
            "1\n", "submit", "--function", "no-such", "--input", "-", "--wait", "--output", "json");
    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(answer.err()).contains("htcgrid: the runtime has no function no-such");
    String id = answer.json().path("sessionId").asText();
    assertThat(shell.run("wait", id).code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(shell.run("results", id, "--follow").code()).isEqualTo(ExitCode.NOT_FOUND);
    JsonNode error = shell.run("results", id).json().path("error");
    assertThat(error.path("kind").asText()).isEqualTo("FUNCTION_UNAVAILABLE");
    assertThat(error.path("message").asText()).contains("no-such");
  }

  private static void refused(Shell.Answer answer, int code, String named) {
    assertThat(answer.code()).as(answer.err()).isEqualTo(code);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).startsWith("htcgrid: ").contains(named).doesNotContain("\tat ");
  }
}
