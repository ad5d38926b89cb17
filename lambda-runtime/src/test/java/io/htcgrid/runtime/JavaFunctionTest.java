package io.htcgrid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.runtime.handlers.Echo;
import io.htcgrid.runtime.handlers.Greeting;
import io.htcgrid.runtime.handlers.Plain;
import io.htcgrid.runtime.handlers.Trouble;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;

/** Unmodified Java handlers through AWS's runtime interface client. */
class JavaFunctionTest {

  private static TestRuntime runtime;

  @BeforeAll
  static void start(@TempDir Path folder) {
    var functions =
        new FunctionsFolder(folder)
            .java("greeting", Greeting.class)
            .java("echo", Echo.class)
            .java("plain", Plain.class.getName() + "::shout", json -> {})
            .java("trouble", Trouble.class.getName(), json -> json.put("memoryMb", 256));
    runtime = TestRuntime.start(functions, settings -> {});
  }

  @AfterAll
  static void stop() {
    runtime.close();
  }

  @Test
  void aRequestHandlerGetsAndGivesObjects() {
    var response = runtime.invoke("greeting", "{\"name\": \"Ada\", \"times\": 2}");

    assertThat(response.payload().asUtf8String()).isEqualTo("{\"text\":\"Hello Ada! Hello Ada!\"}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.executedVersion()).isEqualTo("$LATEST");
    assertThat(response.functionError()).isNull();
    assertThat(TestRuntime.log(response)).isEqualTo("greeting Ada\n");
  }

  @Test
  void aPlainMethodIsAHandlerToo() {
    assertThat(runtime.result("plain", "\"quiet\"")).isEqualTo("\"QUIET\"");
  }

  @Test
  void anyBytesGoThroughAStreamHandlerUnchanged() {
    var bytes = new byte[3 << 20];
    new Random(1).nextBytes(bytes);

    var response =
        runtime.invoke("echo", "", request -> request.payload(SdkBytes.fromByteArray(bytes)));

    assertThat(response.payload().asByteArray()).isEqualTo(bytes);
  }

  @Test
  void noBytesAtAllGoThroughToo() {
    assertThat(runtime.result("echo", "")).isEmpty();
  }

  @Test
  void aProcessStaysWarmBetweenInvocations() {
    int before = Integer.parseInt(runtime.result("trouble", "calls"));

    assertThat(runtime.result("trouble", "calls")).isEqualTo(Integer.toString(before + 1));
  }

  @Test
  void theClientContextReachesTheHandler() {
    String context = "{\"custom\": {\"arguments\": \"[\\\"a b\\\"]\", \"place\": \"Zürich\"}}";

    var response =
        runtime.invoke(
            "trouble", "context", request -> request.clientContext(TestRuntime.base64(context)));

    assertThat(response.payload().asUtf8String())
        .contains("arguments=[\"a b\"]")
        .contains("place=Zürich")
        .contains("trouble arn:aws:lambda:us-east-1:000000000000:function:trouble 256 true");
  }
}
