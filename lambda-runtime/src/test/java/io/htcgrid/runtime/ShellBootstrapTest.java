package io.htcgrid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;

/** The bootstrap for any program, run for real. */
@EnabledIf(value = "io.htcgrid.runtime.Tools#curl", disabledReason = "curl is not on the PATH")
class ShellBootstrapTest {

  private static final String PROGRAM =
      """
      #!/bin/sh
      read -r first
      case $first in
          fail) echo 'so "bad"' >&2; exit 3 ;;
          size) echo "${#LAMBDA_CLIENT_CONTEXT}" ;;
          who) echo "$LAMBDA_REQUEST_ID $LAMBDA_CLIENT_CONTEXT" ;;
          *) echo "got $first"; wc -c; echo noted >&2 ;;
      esac
      """;

  private static TestRuntime runtime;

  @BeforeAll
  static void start(@TempDir Path folder) {
    var functions =
        new FunctionsFolder(folder)
            .provided("shell", "shell", "program", "program", PROGRAM)
            .provided("copy", "shell", "cat", "unused", "")
            .provided("nothing", "shell", "no-such-program", "unused", "");
    runtime = TestRuntime.start(functions, settings -> settings.slots(1));
  }

  @AfterAll
  static void stop() {
    runtime.close();
  }

  @Test
  void aProgramGetsThePayloadAndGivesTheResult() {
    for (int i = 0; i < 3; i++) {
      var response = runtime.invoke("shell", "hello\n1234567");

      assertThat(response.payload().asUtf8String()).startsWith("got hello\n").contains("7");
      assertThat(TestRuntime.log(response)).isEqualTo("noted\n");
    }
  }

  @Test
  void anyBytesGoThroughUnchangedAlsoNone() {
    var bytes = new byte[1 << 20];
    new Random(7).nextBytes(bytes);

    assertThat(
            runtime
                .invoke("copy", "", request -> request.payload(SdkBytes.fromByteArray(bytes)))
                .payload()
                .asByteArray())
        .isEqualTo(bytes);
    assertThat(runtime.result("copy", "")).isEmpty();
  }

  @Test
  void aStatusOtherThanZeroIsTheFunctionsError() {
    var response = runtime.invoke("shell", "fail\n");

    assertThat(response.functionError()).isEqualTo("Handled");
    var error = TestRuntime.error(response);
    assertThat(error.path("errorType").asText()).isEqualTo("ExitStatus");
    assertThat(error.path("errorMessage").asText()).isEqualTo("program exited with status 3");
    assertThat(TestRuntime.log(response)).isEqualTo("so \"bad\"\n");
  }

  @Test
  void theInvocationIsToldInVariables() {
    var response =
        runtime.invoke(
            "shell",
            "who\n",
            request -> request.clientContext(TestRuntime.base64("{\"custom\":{\"a\":\"b\"}}")));

    String id = response.sdkHttpResponse().firstMatchingHeader("x-amzn-RequestId").orElseThrow();
    assertThat(response.payload().asUtf8String()).isEqualTo(id + " {\"custom\":{\"a\":\"b\"}}\n");
  }

  @Test
  void theLargestClientContextFitsAVariable() {
    int largest = 96 << 10;
    String context = "{\"a\":\"" + "x".repeat(largest - "{\"a\":\"\"}".length()) + "\"}";

    var response =
        runtime.invoke(
            "shell", "size\n", request -> request.clientContext(TestRuntime.base64(context)));

    assertThat(response.payload().asUtf8String()).isEqualTo(largest + "\n");
  }

  @Test
  void aProgramThatIsNotThereIsAnInitError() {
    var error = TestRuntime.error(runtime.invoke("nothing", ""));

    assertThat(error.path("errorType").asText()).isEqualTo("Runtime.InitError");
    assertThat(error.path("errorMessage").asText())
        .startsWith("HandlerNotFound: The handler no-such-program is not a program in ");
  }
}
