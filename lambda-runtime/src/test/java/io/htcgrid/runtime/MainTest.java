package io.htcgrid.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.htcgrid.runtime.handlers.Trouble;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime as a program of its own. */
class MainTest {

  private static final Pattern STARTED =
      Pattern.compile("Lambda runtime at (\\S+) with (\\d+) slots");

  @TempDir Path folder;

  /** The program, started with this test's own Java and class path. */
  private static final class Program implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    Program(Map<String, String> environment, String... arguments) throws IOException {
      var command =
          new ArrayList<>(
              List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
      command.addAll(List.of(arguments));
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      process = builder.start();
      output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    URI endpoint() throws IOException {
      var lines = new StringBuilder();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        var started = STARTED.matcher(line);
        if (started.find()) {
          return URI.create(started.group(1));
        }
        lines.append(line).append('\n');
      }
      throw new AssertionError("It did not start: " + lines);
    }

    int status() throws InterruptedException {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static String invoke(URI endpoint, String payload) {
    try (var client = TestRuntime.client(endpoint)) {
      return client
          .invoke(request -> request.functionName("trouble").payload(TestRuntime.bytes(payload)))
          .payload()
          .asUtf8String();
    }
  }

  private String functions() {
    return new FunctionsFolder(folder).java("trouble", Trouble.class).path().toString();
  }

  @Test
  void aFunctionSeesLittleOfTheRuntimesEnvironmentAndNoCredentials() throws Exception {
    var secrets =
        Map.of(
            "AWS_ACCESS_KEY_ID", "AKIAEXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "very secret",
            "AWS_SESSION_TOKEN", "secret too",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1/credentials",
            "AWS_PROFILE", "admin",
            "HTCGRID_GRID", "prod",
            "SOMETHING_ELSE", "also mine",
            "AWS_REGION", "eu-central-1");
    try (var program =
        new Program(secrets, "--functions", functions(), "--port", "0", "--slots", "1")) {
      String environment = invoke(program.endpoint(), "environment");

      var names = environment.lines().map(line -> line.substring(0, line.indexOf('='))).toList();
      assertThat(names)
          .containsOnlyOnce("AWS_LAMBDA_RUNTIME_API")
          .allMatch(
              name ->
                  List.of(
                              "PATH",
                              "LANG",
                              "LC_ALL",
                              "TZ",
                              "TMPDIR",
                              "_HANDLER",
                              "AWS_REGION",
                              "AWS_DEFAULT_REGION",
                              "LAMBDA_TASK_ROOT",
                              "LAMBDA_RUNTIME_DIR")
                          .contains(name)
                      || name.startsWith("AWS_LAMBDA_"));
      assertThat(environment)
          .contains(
              "AWS_REGION=eu-central-1\n",
              "_HANDLER=" + Trouble.class.getName(),
              "AWS_LAMBDA_FUNCTION_NAME=trouble\n")
          .doesNotContain("secret", "AKIA");
    }
  }

  @Test
  void aContainerNamesPortAndSlotsInItsEnvironment() throws Exception {
    Map<String, String> environment =
        Map.of("HTCGRID_RUNTIME_PORT", "0", "HTCGRID_RUNTIME_SLOTS", "3");
    try (var program = new Program(environment, "--functions", folder.toString())) {
      URI endpoint = program.endpoint();

      assertThat(endpoint.getPort()).isNotEqualTo(9001);
      assertThat(new String(endpoint.resolve("/health").toURL().openStream().readAllBytes(), UTF_8))
          .contains("\"slots\":3");
    }
  }

  @Test
  void aTerminatedRuntimeTakesItsFunctionsWithIt() throws Exception {
    try (var program =
        new Program(Map.of(), "--functions", functions(), "--port", "0", "--slots", "1")) {
      URI endpoint = program.endpoint();
      long function = Long.parseLong(invoke(endpoint, "pid"));

      program.process.destroy();

      assertThat(program.status()).isEqualTo(143);
      assertThat(Eventually.runs(function)).isFalse();
    }
  }

  @Test
  void aRuntimeWithGraceLetsWhatRunsFinish() throws Exception {
    try (var program =
        new Program(
            Map.of(), "--functions", functions(), "--port", "0", "--slots", "1", "--grace", "60")) {
      URI endpoint = program.endpoint();
      invoke(endpoint, "calls");
      var running = CompletableFuture.supplyAsync(() -> invoke(endpoint, "sleep 2000"));
      Eventually.check(
          "it runs",
          () ->
              new String(endpoint.resolve("/health").toURL().openStream().readAllBytes(), UTF_8)
                  .contains("\"busy\":1"));

      program.process.destroy();

      assertThat(running.get()).isEqualTo("false");
      assertThat(program.status()).isEqualTo(143);
    }
  }

  @Test
  void aRuntimeThatIsKilledTakesItsFunctionsWithItToo() throws Exception {
    try (var program =
        new Program(Map.of(), "--functions", functions(), "--port", "0", "--slots", "1")) {
      URI endpoint = program.endpoint();
      String temporary =
          invoke(endpoint, "environment")
              .lines()
              .filter(line -> line.startsWith("TMPDIR="))
              .findFirst()
              .orElseThrow();
      Path workFolder = Path.of(temporary.substring("TMPDIR=".length())).getParent();
      long function = Long.parseLong(invoke(endpoint, "pid"));
      long escaped = Long.parseLong(invoke(endpoint, "fork setsid"));
      invokeAndForget(endpoint);

      program.process.destroyForcibly();

      Eventually.check("the function is gone", () -> !Eventually.runs(function));
      Eventually.check("so is its child", () -> !Eventually.runs(escaped));
      Eventually.check("so is the work folder", () -> Files.notExists(workFolder));
    }
  }

  private static void invokeAndForget(URI endpoint) throws Exception {
    var unused = CompletableFuture.supplyAsync(() -> invoke(endpoint, "hang"));
    Eventually.check(
        "it runs",
        () ->
            new String(endpoint.resolve("/health").toURL().openStream().readAllBytes(), UTF_8)
                .contains("\"busy\":1"));
  }

  @Test
  void aPortInUseIsOneClearSentence() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings =
          RuntimeSettings.builder(Path.of(functions())).port(taken.getLocalPort()).build();

      assertThatThrownBy(() -> LambdaRuntime.start(settings))
          .isInstanceOf(RuntimeStartException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("choose another port");
      assertThat(
              Main.run(
                  "--functions", functions(), "--port", Integer.toString(taken.getLocalPort())))
          .isEqualTo(1);
    }
  }

  @Test
  void aMissingFolderIsOneClearSentence() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> LambdaRuntime.start(RuntimeSettings.builder(missing).build()))
        .isInstanceOf(RuntimeStartException.class)
        .hasMessage(
            "The functions folder " + missing + " does not exist; create it or name another");
  }

  @Test
  void wrongFlagsAreUsageErrors() {
    assertThat(Main.run()).isEqualTo(2);
    assertThat(Main.run("--functions", "x", "--slots", "many")).isEqualTo(2);
    assertThat(Main.run("--functions", folder.toString(), "--slots", "-1")).isEqualTo(2);
    assertThat(Main.run("--functions", folder.toString(), "--grace", "-1")).isEqualTo(2);
    assertThat(Main.run("--functions", folder.toString(), "--command-timeout", "" + Long.MAX_VALUE))
        .isEqualTo(2);
  }

  @Test
  void refusedSettingsAreOneLineThatNamesThemAll() throws Exception {
    try (var program =
        new Program(
            Map.of("HTCGRID_RUNTIME_SLOTS", "-1"),
            "--functions",
            folder.toString(),
            "--port",
            "70000")) {
      assertThat(program.output.lines())
          .singleElement(STRING)
          .contains("port must be from 0 to 65535, not 70000", "slots must be", "--help");
      assertThat(program.status()).isEqualTo(2);
    }
  }

  @Test
  void settingsThatMakeNoSenseAreNamedTogether() {
    assertThatThrownBy(() -> RuntimeSettings.builder(folder).port(-1).slots(2).processes(1).build())
        .hasMessage(
            "port must be from 0 to 65535, not -1; processes must be as many as slots at least, not 1");
  }

  @Test
  void aFunctionsFolderThatThisUserMayNotReadIsSaidSo() {
    assertThat(LambdaRuntime.unreadable(folder, new AccessDeniedException(folder.toString())))
        .hasMessage(
            "The functions folder "
                + folder
                + " cannot be read (this user may not read "
                + folder
                + "); let this user read it, or name another");
  }
}
