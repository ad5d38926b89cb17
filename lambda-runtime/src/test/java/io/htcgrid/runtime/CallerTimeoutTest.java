package io.htcgrid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.runtime.handlers.Trouble;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** A caller that grants an invocation less time than its function has. */
class CallerTimeoutTest {

  private static TestRuntime runtime;

  @BeforeAll
  static void start(@TempDir Path folder) {
    var functions =
        new FunctionsFolder(folder)
            .java("trouble", Trouble.class)
            .java("impatient", Trouble.class.getName(), json -> json.put("timeoutSeconds", 1))
            .script("slow", "echo still loading; sleep 3600");
    runtime = TestRuntime.start(functions, settings -> settings.slots(1).allowCommand(true));
  }

  @AfterAll
  static void stop() {
    runtime.close();
  }

  private static InvokeResponse invoke(String function, String payload, String custom) {
    return runtime.invoke(
        function,
        payload,
        request -> request.clientContext(TestRuntime.base64("{\"custom\":{" + custom + "}}")));
  }

  private static InvokeResponse within(String millis, String function, String payload) {
    return invoke(function, payload, "\"timeoutMillis\":\"" + millis + "\"");
  }

  private static String timeout(InvokeResponse response) {
    assertThat(response.functionError()).isEqualTo("Unhandled");
    var error = TestRuntime.error(response);
    assertThat(error.path("errorType").asText()).isEqualTo("Sandbox.Timedout");
    return error.path("errorMessage").asText();
  }

  @Test
  void theFunctionIsKilledAtTheCallersTimeoutAndItsLogIsKept() {
    runtime.result("trouble", "calls");

    var response = within("700", "trouble", "hang");

    assertThat(timeout(response)).isEqualTo("Task timed out after 0.70 seconds and was killed");
    assertThat(TestRuntime.log(response)).isEqualTo("doing hang\n");
  }

  @Test
  void theFunctionIsToldTheSmallerOfTheTwoTimeouts() {
    assertThat(Integer.parseInt(within("60000", "trouble", "remaining").payload().asUtf8String()))
        .isBetween(30_000, 60_000);
    assertThat(Integer.parseInt(runtime.result("trouble", "remaining")))
        .isBetween(270_000, 300_000);
  }

  @Test
  void aCallerThatGrantsMoreThanTheFunctionHasChangesNothing() {
    assertThat(timeout(within("9223372036854775807", "impatient", "hang")))
        .isEqualTo("Task timed out after 1.00 seconds and was killed");
  }

  @Test
  void theTimeThatAFunctionTakesToStartCountsToo() throws Exception {
    var response = within("700", "slow", "1");

    assertThat(timeout(response))
        .isEqualTo("Task timed out after 0.70 seconds, before the function saw it");
    assertThat(TestRuntime.log(response)).isEqualTo("still loading\n");
    assertThat(runtime.health().path("busy").asInt()).isZero();
  }

  @Test
  void aCommandIsKilledAtItsCallersTimeoutToo() {
    var response =
        invoke(
            "command",
            "",
            "\"timeoutMillis\":\"500\",\"arguments\":"
                + "\"[\\\"sh\\\",\\\"-c\\\",\\\"echo begun >&2; sleep 3600\\\"]\"");

    assertThat(timeout(response))
        .isEqualTo("Command sh timed out after 0.50 seconds and was killed");
    assertThat(TestRuntime.log(response)).isEqualTo("begun\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "1.5", "10s", "", "9223372036854775808"})
  void aTimeoutThatIsNoneIsRefused(String millis) {
    assertThatThrownBy(() -> within(millis, "trouble", "calls"))
        .isInstanceOf(InvalidRequestContentException.class)
        .hasMessageContaining("custom.timeoutMillis");
  }
}
