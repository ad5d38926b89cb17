package io.htcgrid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.runtime.handlers.FailingInit;
import io.htcgrid.runtime.handlers.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Everything a function can do wrong: its own error with its log, and a healthy slot afterwards.
 */
class FunctionFailureTest {

  private static final Pattern CHILD = Pattern.compile("child (\\d+) of (\\d+)\\.");

  /** Its first process fails; later ones answer each invocation with their number. */
  private static final String FAILS_ONCE =
      """
      echo >> "$LAMBDA_TASK_ROOT/.processes"
      number=$(grep -c '' "$LAMBDA_TASK_ROOT/.processes")
      [ "$number" = 1 ] && exit 7
      api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation
      while curl -s -D "$TMPDIR/head" -o "$TMPDIR/body" "$api/next"; do
        id=$(tr -d '\\r' < "$TMPDIR/head" | sed -n 's/^lambda-runtime-aws-request-id: //Ip')
        curl -s -o "$TMPDIR/reply" -d "process $number" "$api/$id/response"
      done
      """;

  private static TestRuntime runtime;
  private static Path starts;

  @BeforeAll
  static void start(@TempDir Path folder) {
    starts = folder.resolve(".starts");
    var functions =
        new FunctionsFolder(folder)
            .java("trouble", Trouble.class.getName(), json -> json.put("memoryMb", 200))
            .java("impatient", Trouble.class.getName(), json -> json.put("timeoutSeconds", 1))
            .java("roomy", Trouble.class)
            .java("failing-init", FailingInit.class)
            .java("no-such-class", "org.example.Missing", json -> {})
            .script("fails-once", FAILS_ONCE)
            .script("exits-in-init", "echo cannot go on; exit 7")
            .script("keeps-exiting", "echo started >> " + starts + "; exit 7")
            .script("reports-nonsense", reportingInit("this is no JSON"))
            .script("reports-little", reportingInit("{}"));
    runtime = TestRuntime.start(functions, settings -> settings.slots(1));
  }

  private static String reportingInit(String report) {
    return "curl -s -d '"
        + report
        + "' http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/init/error; sleep 60";
  }

  @AfterAll
  static void stop() {
    runtime.close();
  }

  @AfterEach
  void theSlotIsHealthy() throws Exception {
    assertThat(runtime.health().path("busy").asInt()).isZero();
    assertThat(runtime.result("trouble", "calls")).isNotEmpty();
  }

  private static JsonNode unhandled(InvokeResponse response, String type) {
    assertThat(response.functionError()).isEqualTo("Unhandled");
    JsonNode error = TestRuntime.error(response);
    assertThat(error.path("errorType").asText()).isEqualTo(type);
    return error;
  }

  private static void assertFamilyIsDead(InvokeResponse response) {
    var family = CHILD.matcher(TestRuntime.log(response));
    assertThat(family.find()).isTrue();
    assertThat(Eventually.runs(Long.parseLong(family.group(1)))).isFalse();
    assertThat(Eventually.runs(Long.parseLong(family.group(2)))).isFalse();
  }

  @Test
  void anExceptionIsTheFunctionsOwnErrorWithItsStackTrace() {
    var response = runtime.invoke("trouble", "throw no such book");

    assertThat(response.functionError()).isEqualTo("Handled");
    JsonNode error = TestRuntime.error(response);
    assertThat(error.path("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.path("errorMessage").asText()).isEqualTo("no such book");
    assertThat(error.path("stackTrace").get(0).asText()).contains("Trouble.handleRequest");
    assertThat(TestRuntime.log(response))
        .startsWith("doing throw")
        .contains("no such book: java.lang.IllegalStateException");
  }

  @Test
  void aProcessOutlivesItsFunctionsException() {
    int before = Integer.parseInt(runtime.result("trouble", "calls"));
    runtime.invoke("trouble", "throw away");

    assertThat(runtime.result("trouble", "calls")).isEqualTo(Integer.toString(before + 2));
  }

  @Test
  void anExitIsReportedWithItsStatus() {
    var response = runtime.invoke("trouble", "exit 3");

    JsonNode error = unhandled(response, "Runtime.ExitError");
    assertThat(error.path("errorMessage").asText())
        .isEqualTo(
            "Function trouble exited with status 3 before it answered; the last line of its log is: doing exit");
    assertThat(TestRuntime.log(response)).isEqualTo("doing exit\n");
  }

  @Test
  void aKilledProcessIsReportedWithItsSignal() {
    var response = runtime.invoke("trouble", "kill");

    assertThat(unhandled(response, "Runtime.ExitError").path("errorMessage").asText())
        .contains("signal 9 (SIGKILL");
  }

  @Test
  void aFunctionThatHangsIsKilledAtItsTimeout() {
    var response = runtime.invoke("impatient", "fork-and-hang");

    assertThat(unhandled(response, "Sandbox.Timedout").path("errorMessage").asText())
        .isEqualTo("Task timed out after 1.00 seconds and was killed");
    assertFamilyIsDead(response);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " setsid", " nohup"})
  void childrenDieWithTheProcessTheyOutlive(String how) {
    var response = runtime.invoke("trouble", "fork-and-exit" + how);

    unhandled(response, "Runtime.ExitError");
    assertFamilyIsDead(response);
  }

  @ParameterizedTest
  @CsvSource({
    "trouble,exit 3,Runtime.ExitError",
    "trouble,kill,Runtime.ExitError",
    "trouble,fork-and-exit setsid,Runtime.ExitError",
    "impatient,hang,Sandbox.Timedout",
    "trouble,eat-heap,Runtime.OutOfMemory",
    "trouble,eat-direct,Runtime.OutOfMemory",
    "trouble,eat-outside 250,Runtime.OutOfMemory",
    "trouble,break-off,Runtime.MalformedResponse",
  })
  void afterAKillTheSlotRunsTheSameFunctionInANewProcess(String function, String deed, String type)
      throws Exception {
    String before = runtime.result(function, "pid");

    unhandled(runtime.invoke(function, deed), type);

    assertThat(Eventually.runs(Long.parseLong(before))).isFalse();
    assertThat(runtime.health().path("busy").asInt()).isZero();
    assertThat(runtime.result(function, "pid")).isNotEqualTo(before);
    assertThat(runtime.result(function, "calls")).isEqualTo("2");
  }

  @Test
  void afterAFailedInitTheSlotRunsTheSameFunctionInANewProcess() {
    unhandled(runtime.invoke("fails-once", "1"), "Runtime.InitError");

    assertThat(runtime.result("fails-once", "1")).isEqualTo("process 2");
    assertThat(runtime.result("fails-once", "1")).isEqualTo("process 2");
  }

  @Test
  void aFullJavaHeapIsReportedAsMemoryAndNotAsACrash() {
    var response = runtime.invoke("trouble", "eat-heap");

    assertThat(unhandled(response, "Runtime.OutOfMemory").path("errorMessage").asText())
        .matches(
            "Function trouble ran out of Java heap: \\d+ MiB .*the limit \\(memoryMb\\) is 200 MiB");
  }

  @Test
  void memoryThatJavaLacksOutsideOfItsHeapIsReportedAsMemoryToo() {
    var response = runtime.invoke("trouble", "eat-direct");

    assertThat(unhandled(response, "Runtime.OutOfMemory").path("errorMessage").asText())
        .contains("200 MiB");
  }

  @Test
  void childrenThatEatMemoryCountToo() {
    var response = runtime.invoke("trouble", "eat-outside 250");

    assertThat(unhandled(response, "Runtime.OutOfMemory").path("errorMessage").asText())
        .matches(
            "Function trouble used [2-9]\\d\\d MiB of resident memory, .* of 200 MiB, and was killed");
  }

  @Test
  void aMegabyteOfLogNeitherBlocksNorIsKept() {
    var response = runtime.invoke("trouble", "log 1000000");

    assertThat(response.payload().asUtf8String()).isEqualTo("logged");
    assertThat(TestRuntime.log(response)).hasSize(4096).endsWith("\nthe end of the log\n");
  }

  @Test
  void aResultOverTheLimitIsAnErrorOfItsOwn() {
    int limit = 32 << 20;

    assertThat(runtime.invoke("roomy", "big " + limit).payload().asByteArray()).hasSize(limit);
    assertThat(
            unhandled(
                    runtime.invoke("roomy", "big " + (limit + 1)), "Function.ResponseSizeTooLarge")
                .path("errorMessage")
                .asText())
        .isEqualTo("Function roomy returned more than the limit of 33554432 bytes");
  }

  @Test
  void aConstructorThatThrowsIsAnInitError() {
    var response = runtime.invoke("failing-init", "1");

    JsonNode error = unhandled(response, "Runtime.InitError");
    assertThat(error.path("errorMessage").asText())
        .isEqualTo("java.lang.IllegalStateException: the model is missing");
    assertThat(TestRuntime.log(response))
        .contains("looking for the model")
        .contains("FailingInit.<init>");
  }

  @Test
  void aClassThatIsNotThereIsNamed() {
    assertThat(
            TestRuntime.error(runtime.invoke("no-such-class", "1")).path("errorMessage").asText())
        .contains("org.example.Missing");
  }

  @Test
  void anExitInInitIsAnInitErrorWithTheLastLineOfTheLog() {
    var response = runtime.invoke("exits-in-init", "1");

    assertThat(unhandled(response, "Runtime.InitError").path("errorMessage").asText())
        .isEqualTo(
            "Function exits-in-init exited with status 7 before it asked for its first invocation; "
                + "the last line of its log is: cannot go on");
    assertThat(TestRuntime.log(response)).isEqualTo("cannot go on\n");
  }

  @Test
  void aFunctionThatCannotStartIsNotStartedAgainAndAgain() throws Exception {
    int invocations = 100;
    for (int i = 0; i < invocations; i++) {
      unhandled(runtime.invoke("keeps-exiting", "1"), "Runtime.InitError");
    }
    assertThat(Files.readAllLines(starts)).hasSizeBetween(2, invocations / 2);
  }

  @Test
  void anInitThatTakesTooLongIsAnInitError(@TempDir Path slow) {
    var functions = new FunctionsFolder(slow).script("slow", "echo still loading; sleep 3600");
    try (var impatient =
        TestRuntime.start(functions, settings -> settings.initTimeout(Duration.ofSeconds(1)))) {
      var response = impatient.invoke("slow", "1");

      assertThat(unhandled(response, "Runtime.InitError").path("errorMessage").asText())
          .isEqualTo(
              "Function slow did not ask for its first invocation within 1 seconds and was killed");
      assertThat(TestRuntime.log(response)).isEqualTo("still loading\n");
    }
  }

  @Test
  void anInitReportThatIsNoJsonIsStillAnInitError() {
    assertThat(
            unhandled(runtime.invoke("reports-nonsense", "1"), "Runtime.InitError")
                .path("errorMessage")
                .asText())
        .contains("this is no JSON");
    assertThat(
            unhandled(runtime.invoke("reports-little", "1"), "Runtime.InitError")
                .path("errorMessage")
                .asText())
        .contains("Function.Unknown");
  }

  @Test
  void anAnswerThatBreaksOffIsMalformed() {
    assertThat(
            unhandled(runtime.invoke("trouble", "break-off"), "Runtime.MalformedResponse")
                .path("errorMessage")
                .asText())
        .isEqualTo("Function trouble broke off its answer");
  }

  @Test
  void aStreamedAnswerIsGatheredAndMayFailAtItsEnd() {
    assertThat(runtime.result("trouble", "stream")).isEqualTo("piece by piece");

    var failed = runtime.invoke("trouble", "stream-and-fail");
    assertThat(failed.functionError()).isEqualTo("Handled");
    assertThat(TestRuntime.error(failed).path("errorType").asText()).isEqualTo("Late");
    assertThat(TestRuntime.error(failed).path("errorMessage").asText()).isEqualTo("too late");

    assertThat(
            unhandled(
                    runtime.invoke("trouble", "stream-and-fail-badly"), "Runtime.MalformedResponse")
                .path("errorMessage")
                .asText())
        .contains("is not base64");
  }

  @Test
  void anErrorReportThatIsNoJsonIsMalformed() {
    assertThat(
            unhandled(runtime.invoke("trouble", "bad-report"), "Runtime.MalformedResponse")
                .path("errorMessage")
                .asText())
        .contains("is not a JSON object: oops");
  }

  @Test
  void callsThatTheRuntimeApiDoesNotKnowAreRefused() {
    String api = "/2018-06-01/runtime/";
    assertThat(runtime.result("trouble", "api GET " + api + "invocation/next")).startsWith("403 ");
    assertThat(runtime.result("trouble", "api POST " + api + "invocation/nobody/response stolen"))
        .startsWith("400 ")
        .contains("InvalidRequestID");
    assertThat(runtime.result("trouble", "api POST " + api + "invocation/nobody/error {}"))
        .startsWith("400 ");
    assertThat(runtime.result("trouble", "api POST " + api + "init/error {}")).startsWith("403 ");
    assertThat(runtime.result("trouble", "api POST " + api + "invocation/next x"))
        .startsWith("405 ");
    assertThat(runtime.result("trouble", "api GET /nonsense")).startsWith("404 ");
  }
}
