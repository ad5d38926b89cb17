package io.htcgrid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** Command lines that clients supply. */
class CommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static TestRuntime runtime;

  @BeforeAll
  static void start(@TempDir Path folder) {
    runtime =
        TestRuntime.start(
            new FunctionsFolder(folder),
            settings -> settings.slots(1).allowCommand(true).commandMemoryMb(150));
  }

  @AfterAll
  static void stop() {
    runtime.close();
  }

  @AfterEach
  void theSlotIsFree() throws Exception {
    assertThat(runtime.health().path("busy").asInt()).isZero();
  }

  private static InvokeResponse run(
      TestRuntime runtime, SdkBytes payload, Map<String, String> environment, String... arguments) {
    try {
      String context =
          JSON.writeValueAsString(
              Map.of(
                  "custom",
                  Map.of(
                      "arguments", JSON.writeValueAsString(List.of(arguments)),
                      "environment", JSON.writeValueAsString(environment))));
      return runtime.invoke(
          "command",
          "",
          request -> request.payload(payload).clientContext(TestRuntime.base64(context)));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static InvokeResponse shell(String script) {
    return run(
        runtime,
        TestRuntime.bytes("the payload"),
        Map.of("GREETING", "hello there"),
        "sh",
        "-c",
        script);
  }

  private static String errorOf(InvokeResponse response, String type) {
    assertThat(response.functionError()).isEqualTo("Unhandled");
    var error = TestRuntime.error(response);
    assertThat(error.path("errorType").asText()).isEqualTo(type);
    return error.path("errorMessage").asText();
  }

  @Test
  void thePayloadGoesInTheResultComesOutAndTheRestIsLog() {
    var response = shell("tr a-z A-Z; echo; echo $GREETING; echo a note >&2");

    assertThat(response.functionError()).isNull();
    assertThat(response.payload().asUtf8String()).isEqualTo("THE PAYLOAD\nhello there\n");
    assertThat(TestRuntime.log(response)).isEqualTo("a note\n");
  }

  @Test
  void argumentsAreNotTouchedByAnyShell() {
    var response =
        run(
            runtime,
            TestRuntime.bytes(""),
            Map.of(),
            "printf",
            "%s|",
            "a b",
            "$HOME",
            "*",
            "",
            "ü");

    assertThat(response.payload().asUtf8String()).isEqualTo("a b|$HOME|*||ü|");
  }

  @Test
  void megabytesGoThroughUnchangedAlsoWhenTheyAreNotRead() {
    var bytes = new byte[5 << 20];
    new Random(3).nextBytes(bytes);

    assertThat(run(runtime, SdkBytes.fromByteArray(bytes), Map.of(), "cat").payload().asByteArray())
        .isEqualTo(bytes);
    assertThat(
            run(runtime, SdkBytes.fromByteArray(bytes), Map.of(), "echo", "done")
                .payload()
                .asUtf8String())
        .isEqualTo("done\n");
  }

  @Test
  void aStatusOtherThanZeroIsAnErrorWithTheEndOfStandardError() {
    var response =
        shell("echo half a result; echo first >&2; echo cannot read the book >&2; exit 4");

    assertThat(errorOf(response, "Command.ExitError"))
        .isEqualTo("Command sh exited with status 4: first\ncannot read the book");
  }

  @ParameterizedTest
  @CsvSource({"KILL,9 (SIGKILL", "SEGV,11 (SIGSEGV", "TERM,15 (SIGTERM", "ABRT,6 (SIGABRT"})
  void aCommandThatASignalEndsHasCrashed(String signal, String described) {
    var response = shell("echo so far >&2; kill -" + signal + " $$; sleep 60");

    assertThat(errorOf(response, "Runtime.ExitError"))
        .startsWith("Command sh was ended by signal " + described)
        .endsWith(": so far");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    assertThat(
            errorOf(
                run(runtime, TestRuntime.bytes(""), Map.of(), "no-such-program"),
                "Command.ExitError"))
        .contains("no-such-program")
        .contains("No such file");
  }

  @Test
  void aCommandThatHangsIsKilledWithItsChildren(@TempDir Path folder) {
    InvokeResponse response;
    try (var impatient =
        TestRuntime.start(
            new FunctionsFolder(folder),
            settings -> settings.allowCommand(true).commandTimeout(Duration.ofSeconds(1)))) {
      response =
          run(
              impatient,
              TestRuntime.bytes(""),
              Map.of(),
              "sh",
              "-c",
              "setsid sleep 3600 & echo child $! >&2; sleep 3600");
    }

    assertThat(errorOf(response, "Sandbox.Timedout"))
        .isEqualTo("Command sh timed out after 1.00 seconds and was killed");
    var child = Pattern.compile("child (\\d+)").matcher(TestRuntime.log(response));
    assertThat(child.find()).isTrue();
    assertThat(Eventually.runs(Long.parseLong(child.group(1)))).isFalse();
  }

  @Test
  void aCommandThatEndsTakesItsBackgroundWithIt() {
    for (int i = 0; i < 10; i++) {
      String child = shell("sleep 3600 >/dev/null 2>&1 & echo $!").payload().asUtf8String().strip();

      assertThat(child).as("the output of a command that ends at once").matches("\\d+");
      assertThat(Eventually.runs(Long.parseLong(child))).isFalse();
    }
  }

  @Test
  void aCommandOverItsMemoryIsReportedAsSuch() {
    assertThat(
            errorOf(
                shell("head -c 200m /dev/zero | tail -c 200m | sleep 60"), "Runtime.OutOfMemory"))
        .contains("limit (memoryMb) of 150 MiB");
  }

  @Test
  void aResultOverTheLimitIsAnErrorOfItsOwn() {
    assertThat(errorOf(shell("head -c 33554433 /dev/zero"), "Function.ResponseSizeTooLarge"))
        .contains("33554432");
    assertThat(errorOf(shell("cat /dev/zero"), "Function.ResponseSizeTooLarge"))
        .contains("33554432");
  }

  @Test
  void aCommandRunsInAnEmptyFolderOfItsOwn() {
    assertThat(shell("ls -A; touch left-behind; pwd").payload().asUtf8String())
        .isNotEqualTo(shell("ls -A; pwd").payload().asUtf8String())
        .doesNotContain("left-behind");
  }

  @Test
  void aCommandLineThatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> runtime.invoke("command", "x"))
        .isInstanceOf(InvalidRequestContentException.class)
        .hasMessageContaining("custom.arguments; there is none");
    for (String custom :
        List.of(
            "{}",
            "{\"arguments\": \"[]\"}",
            "{\"arguments\": \"[1]\"}",
            "{\"arguments\": \"sh\"}",
            "{\"arguments\": \"[\\\"sh\\\"]\", \"environment\": \"{\\\"A=B\\\": \\\"c\\\"}\"}")) {
      assertThatThrownBy(
              () ->
                  runtime.invoke(
                      "command",
                      "x",
                      request ->
                          request.clientContext(
                              TestRuntime.base64("{\"custom\": " + custom + "}"))))
          .as(custom)
          .isInstanceOf(InvalidRequestContentException.class)
          .hasMessageContaining("custom.");
    }
  }

  @Test
  void commandsAreRefusedUnlessTheOperatorAllowsThem(@TempDir Path folder) {
    try (var closed = TestRuntime.start(new FunctionsFolder(folder), settings -> {})) {
      assertThatThrownBy(() -> run(closed, TestRuntime.bytes(""), Map.of(), "id"))
          .isInstanceOfSatisfying(
              LambdaException.class, e -> assertThat(e.statusCode()).isEqualTo(403))
          .hasMessageContaining("--allow-command");
      assertThatThrownBy(
              () ->
                  closed.invoke(
                      "command", "", request -> request.invocationType(InvocationType.DRY_RUN)))
          .isInstanceOf(LambdaException.class);
    }
  }
}
