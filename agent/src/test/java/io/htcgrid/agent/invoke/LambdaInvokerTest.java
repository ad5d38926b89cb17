package io.htcgrid.agent.invoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.agent.Await;
import io.htcgrid.agent.FunctionServer;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.LaunchData;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import io.htcgrid.runtime.LambdaRuntime;
import io.htcgrid.runtime.RuntimeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LambdaInvokerTest {
  private static final TaskId TASK = new TaskId(SessionId.parse("01JD3V5R4F8Y0XWZ9N6K2T7M1Q"), 7);

  private final FunctionServer server = new FunctionServer();
  private final LambdaInvoker invoker = LambdaInvoker.connect(server.endpoint(), 2);

  @AfterEach
  void stop() {
    invoker.close();
    server.close();
  }

  private InvokeOutcome invoke(@Nullable Duration timeout) {
    return invoker.invoke(call("f", timeout), new Invocation());
  }

  private static FunctionCall call(String function, @Nullable Duration timeout) {
    return new FunctionCall(
        TASK,
        3,
        function,
        new LaunchData(List.of("x"), Map.of("K", "v")),
        "payload".getBytes(UTF_8),
        timeout);
  }

  private static InvokeOutcome.Failed failed(InvokeOutcome outcome) {
    assertThat(outcome).isInstanceOf(InvokeOutcome.Failed.class);
    return (InvokeOutcome.Failed) outcome;
  }

  @Test
  void aResultComesBackAndTheCallCarriesAllItShould() {
    server.define("f", call -> FunctionServer.Reply.result("did " + call.text()));

    InvokeOutcome outcome = invoke(null);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            InvokeOutcome.Returned.class,
            returned -> assertThat(returned.result()).asString(UTF_8).isEqualTo("did payload"));
    FunctionServer.Call call = server.calls().get(0);
    assertThat(call.custom)
        .containsEntry("session", TASK.session().value())
        .containsEntry("index", "7")
        .containsEntry("attempt", "3")
        .containsEntry("arguments", "[\"x\"]")
        .containsEntry("environment", "{\"K\":\"v\"}");
    assertThat(call.headers)
        .containsEntry("x-amz-log-type", "Tail")
        .doesNotContainKeys("authorization", "expect");
  }

  @ParameterizedTest
  @CsvSource({
    "Sandbox.Timedout,TASK_TIMED_OUT",
    "Runtime.ExitError,FUNCTION_CRASHED",
    "Runtime.OutOfMemory,FUNCTION_OUT_OF_MEMORY",
    "Runtime.InitError,FUNCTION_INIT_FAILED",
    "Function.ResponseSizeTooLarge,RESULT_REJECTED",
    "Runtime.MalformedResponse,RESULT_REJECTED",
    "Command.ExitError,FUNCTION_ERROR",
    "java.lang.RuntimeException,FUNCTION_ERROR",
  })
  void theRuntimesErrorsHaveKindsOfTheirOwn(String type, FailureKind kind) {
    server.define("f", call -> FunctionServer.Reply.error("Unhandled", type, "why", "last line\n"));

    InvokeOutcome.Failed failed = failed(invoke(null));

    assertThat(failed.error().kind()).isEqualTo(kind);
    assertThat(failed.error().type()).isEqualTo(type);
    assertThat(failed.error().message()).isEqualTo("why");
    assertThat(failed.logTail()).isEqualTo("last line\n");
  }

  @Test
  void whatAFunctionReportsItselfIsItsOwnErrorWhateverItsName() {
    server.define(
        "f", call -> FunctionServer.Reply.error("Handled", "Runtime.ExitError", "just a name", ""));

    assertThat(failed(invoke(null)).error().kind()).isEqualTo(FailureKind.FUNCTION_ERROR);
  }

  @Test
  void anErrorDocumentThatIsNoneIsStillAnError() {
    server.define(
        "f",
        call ->
            new FunctionServer.Reply(
                200, Map.of("X-Amz-Function-Error", "Unhandled"), "[]x".getBytes(UTF_8)));

    assertThat(failed(invoke(null)).error().type()).isEqualTo("Function.Unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "404,ResourceNotFoundException",
    "403,AccessDeniedException",
    "413,RequestTooLargeException",
    "502,InvalidRuntimeException",
  })
  void aFunctionThatCannotBeInvokedIsAFinalVerdict(int status, String code) {
    server.define("f", call -> FunctionServer.Reply.refusal(status, code));

    InvokeOutcome.Failed failed = failed(invoke(null));

    assertThat(failed.error().kind()).isEqualTo(FailureKind.FUNCTION_UNAVAILABLE);
    assertThat(failed.error().type()).isEqualTo(code);
    assertThat(failed.error().message())
        .startsWith("function f cannot be invoked")
        .doesNotContain("Status Code", "Request ID");
  }

  @ParameterizedTest
  @CsvSource({
    "429,TooManyRequestsException",
    "500,ServiceException",
    "502,ENILimitReachedException",
    "409,ResourceConflictException",
    "408,RequestTimeoutException",
    "400,ThrottlingException",
    "403,ExpiredTokenException",
    "403,InvalidSignatureException",
    "403,UnrecognizedClientException",
  })
  void aRuntimeThatIsBusyOrInTroubleAndACallerWithoutValidCredentialsAreNoVerdict(
      int status, String code) {
    server.define("f", call -> FunctionServer.Reply.refusal(status, code));

    assertThat(invoke(null)).isInstanceOf(InvokeOutcome.Unavailable.class);
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void aRuntimeThatIsNotThereIsNoVerdict() {
    server.close();

    assertThat(invoke(null))
        .isInstanceOfSatisfying(
            InvokeOutcome.Unavailable.class,
            gone -> assertThat(gone.reason()).contains("function f", "refused"));
  }

  @Test
  void aFunctionWithoutANameIsAFinalVerdict() {
    InvokeOutcome outcome = invoker.invoke(call(" ", null), new Invocation());

    assertThat(failed(outcome).error().kind()).isEqualTo(FailureKind.FUNCTION_UNAVAILABLE);
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void aRuntimeThatHangsUpDuringACallMayHaveRunIt() {
    server.define(
        "f",
        call -> {
          throw new IOException("the runtime dies of it");
        });

    assertThat(invoke(null))
        .isInstanceOfSatisfying(
            InvokeOutcome.Broken.class,
            broken ->
                assertThat(broken.error())
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.FUNCTION_CRASHED))
                    .satisfies(e -> assertThat(e.type()).isEqualTo("Runtime.Lost"))
                    .satisfies(e -> assertThat(e.message()).contains("hung up during attempt 3")));
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void aCallThatFoundNoSlotInTimeIsNoVerdictHoweverShortItsTimeout(@TempDir Path functions) {
    try (LambdaRuntime busy =
            LambdaRuntime.start(
                RuntimeSettings.builder(functions)
                    .slots(1)
                    .slotWait(Duration.ofSeconds(3))
                    .allowCommand(true)
                    .build());
        LambdaInvoker caller = LambdaInvoker.connect(busy.endpoint(), 2)) {
      Invocation first = new Invocation();
      Path begun = functions.resolve("begun");
      CompletableFuture<InvokeOutcome> occupies =
          CompletableFuture.supplyAsync(
              () -> caller.invoke(command("touch " + begun + "; sleep 1000", null), first));
      Await.until("the slot is taken", () -> Files.exists(begun));

      assertThat(caller.invoke(command("true", Duration.ofMillis(100)), new Invocation()))
          .isInstanceOf(InvokeOutcome.Unavailable.class);

      first.abort();
      assertThat(occupies.join()).isEqualTo(new InvokeOutcome.Aborted());
    }
  }

  private static FunctionCall command(String script, @Nullable Duration timeout) {
    return new FunctionCall(
        TASK,
        1,
        "command",
        new LaunchData(List.of("sh", "-c", script), Map.of()),
        new byte[0],
        timeout);
  }

  @Test
  void aRuntimeThatIsSilentPastTheTimeoutIsHungUpOn() {
    server.define("f", FunctionServer.Call::hang);

    InvokeOutcome.Failed failed = failed(invoke(Duration.ofMillis(200)));

    assertThat(failed.error().kind()).isEqualTo(FailureKind.TASK_TIMED_OUT);
    assertThat(failed.error().message())
        .isEqualTo("attempt 3 took longer than its timeout of PT0.2S");
    Await.until("the server sees it", () -> server.calls().get(0).hungUp());
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aRuntimeHasTheTimeToReportATimeoutWithTheLog() {
    server.define(
        "f",
        call -> {
          boolean never = new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
          return FunctionServer.Reply.error(
              "Unhandled", "Sandbox.Timedout", "late: " + never, "last line\n");
        });

    InvokeOutcome.Failed failed = failed(invoke(Duration.ofMillis(200)));

    assertThat(failed.error().kind()).isEqualTo(FailureKind.TASK_TIMED_OUT);
    assertThat(failed.logTail()).isEqualTo("last line\n");
  }

  @Test
  void aCallWithoutATimeoutEndsAtTheLongest() {
    server.define("f", FunctionServer.Call::hang);
    try (LambdaInvoker impatient =
        LambdaInvoker.connect(
            server.endpoint(), 1, Duration.ofMillis(200), Duration.ofMillis(200))) {
      InvokeOutcome.Failed failed = failed(impatient.invoke(call("f", null), new Invocation()));

      assertThat(failed.error().kind()).isEqualTo(FailureKind.TASK_TIMED_OUT);
    }
    Await.until("the server sees it", () -> server.calls().get(0).hungUp());
  }

  @Test
  void abortingACallHangsUp() throws Exception {
    server.define("f", FunctionServer.Call::hang);
    Invocation invocation = new Invocation();
    CompletableFuture<InvokeOutcome> outcome =
        CompletableFuture.supplyAsync(() -> invoker.invoke(call("f", null), invocation));
    Await.until("the call is there", () -> !server.calls().isEmpty());

    invocation.abort();

    assertThat(outcome.get(60, TimeUnit.SECONDS)).isEqualTo(new InvokeOutcome.Aborted());
    Await.until("the server sees it", () -> server.calls().get(0).hungUp());
  }

  @Test
  void anAbortedInvocationIsNotBegun() {
    server.define("f", FunctionServer.Call::hang);
    Invocation invocation = new Invocation();
    invocation.abort();

    assertThat(invoker.invoke(call("f", null), invocation)).isEqualTo(new InvokeOutcome.Aborted());
    assertThat(server.calls()).isEmpty();
  }
}
