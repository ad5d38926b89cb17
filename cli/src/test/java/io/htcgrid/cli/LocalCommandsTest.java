package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.LocalGridEntry;
import io.htcgrid.control.config.LocalGridRegistry;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Order(1) // The longest: other classes run beside it.
class LocalCommandsTest {
  private static final int SIGTERM_EXIT = 143;

  /** Notes that it began, and ends with another note when it may. */
  private static final String TASK =
      "touch \"$1/began\"; until [ -e \"$1/go\" ]; do sleep 0.05; done; touch \"$1/ended\"";

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path home;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Shell shell;

  @BeforeEach
  void open() {
    shell = new Shell(home);
  }

  @Test
  void aGridThatIsToldToStopLetsItsRunningTasksFinish() throws Exception {
    try (CommandProcess process =
        CommandProcess.start(home, "local", "start", "--allow-command", "--output", "json")) {
      JsonNode answer = process.answer();
      assertThat(answer.path("grid").asText()).isEqualTo("local");
      assertThat(answer.path("pid").asLong()).isEqualTo(process.pid());
      String runtime = answer.path("runtimeEndpoint").asText();
      assertThat(runtime).startsWith("http://127.0.0.1:");
      assertThat(shell.run("local", "status").out()).contains(", runtime " + runtime + ")");
      assertThat(status()).isEqualTo("RUNNING");
      begin("sh", "-c", TASK, "sh", home.toString());

      CompletableFuture<Shell.Answer> stop =
          CompletableFuture.supplyAsync(() -> shell.run("local", "stop"));
      Eventually.check("the grid is seen to stop", () -> status().contains("is stopping"));
      refused(shell.run("local", "start"), "still stops, in process " + process.pid());
      assertThat(stop).isNotDone();
      Files.createFile(home.resolve("go"));

      Shell.Answer stopped = stop.get(1, TimeUnit.MINUTES);
      assertThat(stopped.code()).as(stopped.err()).isZero();
      assertThat(process.exitCode()).isEqualTo(SIGTERM_EXIT);
      assertThat(home.resolve("ended")).exists();
      assertThat(process.err()).doesNotContain("\tat ");
    }
    assertThat(status()).contains("no local grid local runs");
    assertThat(shell.run("local", "stop").code()).isEqualTo(ExitCode.CONFIGURATION);
  }

  /** Submits a command line of one task, and waits until it runs. */
  private void begin(String program, String... arguments) throws Exception {
    java.util.List<String> args =
        new java.util.ArrayList<>(
            java.util.List.of("submit", "--input", "-", "--command", program));
    for (String argument : arguments) {
      args.add("--arg");
      args.add(argument);
    }
    Shell.Answer submitted = shell.runWith("1\n", args.toArray(String[]::new));
    assertThat(submitted.code()).as(submitted.err()).isZero();
    Eventually.check("the task runs", () -> Files.exists(home.resolve("began")));
  }

  /** The state, or why there is none. */
  private String status() {
    Shell.Answer answer = shell.run("local", "status", "--output", "json");
    return answer.code() == 0 ? answer.json().path("state").asText() : answer.err();
  }

  private static void refused(Shell.Answer answer, String named) {
    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(answer.err()).startsWith("htcgrid: ").contains(named).doesNotContain("defect");
  }

  @Test
  void aDetachedGridGoesOnWithItsDataAndWhatIsWrongWithFunctionsIsTold() throws Exception {
    Path functions = functions();
    Path data = home.resolve("data");
    String left = leftIn(data);
    try (CommandProcess starter =
        CommandProcess.start(
            home,
            "local",
            "start",
            "--detach",
            "--functions",
            functions.toString(),
            "--data-dir",
            data.toString(),
            "--allow-command",
            "--output",
            "json")) {
      assertThat(starter.exitCode()).as(starter.err()).isZero();
      JsonNode answer = starter.answer();
      long pid = answer.path("pid").asLong();
      assertThat(pid).isNotEqualTo(starter.pid());
      assertThat(Path.of(answer.path("log").asText())).exists();
      assertThat(answer.path("runtimeEndpoint").asText()).startsWith("http://127.0.0.1:");
      assertThat(starter.err())
          .contains(functions.resolve("unfinished").toString())
          .contains("cannot run")
          .doesNotContain("finished-one");
      assertThat(status()).isEqualTo("RUNNING");
      refused(shell.run("local", "start"), "runs already, in process " + pid);
      refused(shell.run("local", "start", "--detach"), "runs already, in process " + pid);
      Shell.Answer waited = shell.run("wait", left);
      assertThat(waited.code()).as(waited.err()).isZero();

      assertThat(shell.run("local", "stop", "--output", "json").json().path("state").asText())
          .isEqualTo("STOPPED");
      assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    } finally {
      // Of a test that failed half-way.
      shell.run("local", "stop");
    }
  }

  @Test
  void aLogThatCannotBeWrittenIsNamedAndNoProcessIsStarted() throws IOException {
    Path log = Files.createDirectories(home.resolve("grids").resolve("mute.log"));
    refused(
        shell.run("--grid", "mute", "local", "start", "--detach"),
        "the grid's log " + log + " cannot be written (Is a directory); HTCGRID_HOME");
  }

  /** A session that a grid had no agent for. */
  private String leftIn(Path data) {
    LocalGridSettings settings =
        LocalGridSettings.defaults().withAgents(0).withDataFolder(data).withHome(home);
    try (LocalGrid grid = LocalGrid.start(settings)) {
      Shell.Answer submitted = shell.runWith("[1]\n", "submit", "--command", "cat", "--input", "-");
      assertThat(submitted.code()).as(submitted.err()).isZero();
      JsonNode running = shell.run("local", "status", "--output=json").json();
      assertThat(running.path("sqsEndpoint").asText())
          .isEqualTo(String.valueOf(grid.config().sqsEndpoint()));
      assertThat(running.has("runtimeEndpoint")).isFalse();
      return submitted.out().strip();
    }
  }

  @Test
  void aDetachedGridIsStartedWithAllThatWasAskedFor() throws IOException {
    LocalGridSettings asked =
        LocalGridSettings.defaults()
            .withName("other")
            .withFunctions(Files.createDirectory(home.resolve("functions")))
            .withDataFolder(home.resolve("data"))
            .withAgents(3)
            .withSlots(5)
            .withAllowCommand(true)
            .withPorts(new LocalGridSettings.Ports(1, 2, 3, 4))
            .withHome(home);
    List<String> command = DetachedGrid.command(asked);
    String[] words =
        command
            .subList(command.indexOf(Main.class.getName()) + 1, command.size())
            .toArray(String[]::new);

    assertThat(started(Map.of(), words)).isEqualTo(asked);
  }

  /** What a command line would start, in this process. */
  private LocalGridSettings started(Map<String, String> variables, String... words) {
    Map<String, String> all = new HashMap<>(variables);
    all.put("HTCGRID_HOME", home.toString());
    Environment environment = new Environment(all, home, InputStream.nullInputStream(), false);
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    CommandLine start =
        HtcgridCommand.commandLine(environment, nowhere, nowhere, words)
            .parseArgs(words)
            .asCommandLineList()
            .get(2);
    LocalStartCommand parsed = start.getCommand();
    assertThat(parsed.detach).isFalse();
    return parsed.settings(environment);
  }

  @Test
  void aNameThatNoGridCanHaveIsRefusedBeforeAnythingIsDoneInIt() throws IOException {
    Path outside = Files.writeString(home.resolve("keep.log"), "kept");
    Shell below = new Shell(Files.createDirectory(home.resolve("below")));
    for (String command : List.of("start --detach", "start", "stop", "status")) {
      Shell.Answer answer = below.run(("--grid ../../keep local " + command).split(" "));
      refused(answer, "'../../keep' is no grid name; take 1 to 27");
      assertThat(answer.err().lines()).as(command).hasSize(1);
    }
    assertThat(outside).hasContent("kept");
    assertThat(below.home()).isEmptyDirectory();
  }

  @Test
  void aLocalGridIsTheOneThatIsNamedOrTheOneThatRuns() {
    Shell elsewhere = new Shell(home, Map.of("HTCGRID_GRID", "two"));
    refused(shell.run("local", "status"), "no local grid local runs; start one");
    assertThat(nameToStart("local", "start")).isEqualTo("local");

    register("one");
    assertThat(grid(shell)).isEqualTo("one");
    assertThat(grid(new Shell(home, Map.of("HTCGRID_GRID", " ")))).isEqualTo("one");
    for (String command : List.of("status", "stop")) {
      refused(
          elsewhere.run("local", command),
          "no local grid two runs; name one that does with --grid: one");
    }
    assertThat(nameToStart("local", "start")).isEqualTo("local");
    assertThat(nameToStart("local", "start", "--grid", "three")).isEqualTo("three");

    register("two");
    assertThat(grid(elsewhere)).isEqualTo("two");
    assertThat(elsewhere.run("local", "status", "--grid", "one").out()).contains("grid one runs");
    refused(
        shell.run("local", "stop"),
        "no local grid local runs; name one that does with --grid: one, two");
  }

  /** What another process would have registered. */
  private void register(String name) {
    URI nowhere = URI.create("http://127.0.0.1:1");
    GridConfig config = GridConfig.local(name, nowhere, nowhere, nowhere);
    new LocalGridRegistry(home).write(LocalGridEntry.ofThisProcess(config));
  }

  private static String grid(Shell shell) {
    return shell.run("local", "status", "--output", "json").json().path("grid").asText();
  }

  private String nameToStart(String... words) {
    return started(Map.of(), words).name();
  }

  @Test
  void theVariableNamesTheGridToStartToo() {
    assertThat(started(Map.of("HTCGRID_GRID", "two"), "local", "start").name()).isEqualTo("two");
  }

  @Test
  void helpSaysWhichGridALocalCommandIsAbout() {
    String running = "Default: HTCGRID_GRID, then the one local grid that runs, then 'local'.";
    assertThat(help("stop")).contains(running);
    assertThat(help("status")).contains(running);
    assertThat(help("start"))
        .contains("Default: HTCGRID_GRID, then 'local'.")
        .containsSubsequence("--detach", "--grid=NAME", "--output=", "--stack-trace");
  }

  private String help(String command) {
    return shell.run("local", command, "--help").out().replaceAll("\\s+", " ");
  }

  /** One function that can run, and one that cannot. */
  private Path functions() throws IOException {
    Path functions = Files.createDirectory(home.resolve("functions"));
    Path good = Files.createDirectory(functions.resolve("finished-one"));
    Path bootstrap = Files.writeString(good.resolve("bootstrap"), "#!/bin/sh\n");
    assertThat(bootstrap.toFile().setExecutable(true)).isTrue();
    Files.writeString(good.resolve("function.json"), "{\"runtime\": \"provided\"}");
    Path bad = Files.createDirectory(functions.resolve("unfinished"));
    Files.writeString(bad.resolve("function.json"), "{\"runtime\": \"cobol\"}");
    return functions;
  }
}
