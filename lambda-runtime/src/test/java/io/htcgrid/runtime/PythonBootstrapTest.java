package io.htcgrid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** The bootstrap for Python, run for real. */
@EnabledIf(value = "io.htcgrid.runtime.Tools#python", disabledReason = "python3 is not on the PATH")
class PythonBootstrapTest {

  private static final String MODULE =
      """
      import os
      import sys
      import time

      calls = 0

      class OutOfPaper(Exception):
          pass

      class Ошибка(Exception):
          pass

      def handle(event, context):
          global calls
          calls += 1
          if isinstance(event, bytes):
              return bytes(reversed(event))
          what = event["do"]
          print("doing", what)
          if what == "add":
              return {"sum": sum(event["numbers"])}
          if what == "raise":
              raise OutOfPaper("tray \\"two\\" is empty")
          if what == "raise-named":
              raise type(event["name"], (Exception,), {})("bad name")
          if what == "raise-russian":
              raise Ошибка("нет бумаги")
          if what == "exit":
              os._exit(5)
          if what == "leave":
              sys.exit("enough")
          if what == "calls":
              return calls
          if what == "unserialisable":
              return object()
          if what == "hang":
              print("half a line", end="", flush=True)
              time.sleep(3600)
          if what == "size-of-a":
              return len(context.client_context["custom"]["a"])
          if what == "context":
              return [
                  context.function_name,
                  context.memory_limit_in_mb,
                  context.invoked_function_arn,
                  context.client_context,
                  0 < context.get_remaining_time_in_millis() <= 20000,
                  os.getcwd() == os.environ["LAMBDA_TASK_ROOT"],
              ]
      """;

  private static final int LARGEST_CONTEXT = 96 << 10;
  private static final int AROUND_A = "{\"custom\":{\"a\":\"\"}}".length();

  private static Path functions;
  private static TestRuntime runtime;

  @BeforeAll
  static void start(@TempDir Path folder) {
    functions = folder;
    var all =
        new FunctionsFolder(folder)
            .provided("python", "python", "module.handle", "module.py", MODULE)
            .provided("impatient", "python", "module.handle", "module.py", MODULE)
            .write(
                "impatient",
                json ->
                    json.put("runtime", "provided")
                        .put("handler", "module.handle")
                        .put("timeoutSeconds", 1))
            .write(
                "python",
                json ->
                    json.put("runtime", "provided")
                        .put("handler", "module.handle")
                        .put("timeoutSeconds", 20)
                        .put("memoryMb", 300))
            .provided("no-module", "python", "missing.handle", "module.py", MODULE)
            .provided("no-handler", "python", "module.missing", "module.py", MODULE)
            .provided(
                "no-start",
                "python",
                "module.handle",
                "module.py",
                "class Ошибка(Exception):\n    pass\n\nraise Ошибка('нет бумаги')\n")
            .provided("syntax", "python", "module.handle", "module.py", "def handle(:\n");
    runtime = TestRuntime.start(all, settings -> settings.slots(1));
  }

  @AfterAll
  static void stop() {
    runtime.close();
  }

  private static JsonNode error(InvokeResponse response, String kind, String type) {
    assertThat(response.functionError()).isEqualTo(kind);
    JsonNode error = TestRuntime.error(response);
    assertThat(error.path("errorType").asText()).isEqualTo(type);
    return error;
  }

  @Test
  void runningAFunctionAddsNothingToItsFolder() {
    runtime.result("python", "{\"do\": \"calls\"}");

    assertThat(functions.resolve("python")).isDirectoryNotContaining("glob:**__pycache__");
  }

  @Test
  void jsonGoesInAndOut() {
    var response = runtime.invoke("python", "{\"do\": \"add\", \"numbers\": [1, 2, 3.5]}");

    assertThat(response.payload().asUtf8String()).isEqualTo("{\"sum\": 6.5}");
    assertThat(TestRuntime.log(response)).isEqualTo("doing add\n");
  }

  @Test
  void bytesGoInAndOut() {
    var bytes = new byte[1 << 20];
    new Random(5).nextBytes(bytes);
    var reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }

    var response =
        runtime.invoke("python", "", request -> request.payload(SdkBytes.fromByteArray(bytes)));

    assertThat(response.payload().asByteArray()).isEqualTo(reversed);
  }

  @Test
  void theProcessStaysWarmAlsoAfterAnException() {
    int before = Integer.parseInt(runtime.result("python", "{\"do\": \"calls\"}"));
    runtime.invoke("python", "{\"do\": \"raise\"}");

    assertThat(runtime.result("python", "{\"do\": \"calls\"}"))
        .isEqualTo(Integer.toString(before + 2));
  }

  @Test
  void anExceptionIsReportedWithItsTypeMessageAndTrace() {
    var response = runtime.invoke("python", "{\"do\": \"raise\"}");

    JsonNode error = error(response, "Handled", "OutOfPaper");
    assertThat(error.path("errorMessage").asText()).isEqualTo("tray \"two\" is empty");
    assertThat(error.path("stackTrace").get(0).asText())
        .contains("module.py")
        .contains("raise OutOfPaper");
    assertThat(TestRuntime.log(response))
        .startsWith("doing raise\nTraceback")
        .contains("OutOfPaper: tray");
  }

  @Test
  void anExceptionMayHaveANameThatNoHeaderTakes() {
    assertThat(
            error(runtime.invoke("python", "{\"do\": \"raise-russian\"}"), "Handled", "Ошибка")
                .path("errorMessage")
                .asText())
        .isEqualTo("нет бумаги");
    error(
        runtime.invoke("python", "{\"do\": \"raise-named\", \"name\": \"two\\nlines\"}"),
        "Handled",
        "two\nlines");
    assertThat(
            error(runtime.invoke("no-start", "1"), "Unhandled", "Runtime.InitError")
                .path("errorMessage")
                .asText())
        .isEqualTo("Ошибка: нет бумаги");
  }

  @Test
  void aResultThatIsNoJsonIsTheFunctionsError() {
    assertThat(
            error(runtime.invoke("python", "{\"do\": \"unserialisable\"}"), "Handled", "TypeError")
                .path("errorMessage")
                .asText())
        .contains("not JSON serializable");
  }

  @Test
  void anExitIsACrash() {
    assertThat(
            error(runtime.invoke("python", "{\"do\": \"exit\"}"), "Unhandled", "Runtime.ExitError")
                .path("errorMessage")
                .asText())
        .contains("status 5");
    assertThat(
            error(runtime.invoke("python", "{\"do\": \"leave\"}"), "Unhandled", "Runtime.ExitError")
                .path("errorMessage")
                .asText())
        .contains("status 1")
        .endsWith("enough");
  }

  @Test
  void aTimeoutKeepsWhatWasPrinted() {
    var response = runtime.invoke("impatient", "{\"do\": \"hang\"}");

    error(response, "Unhandled", "Sandbox.Timedout");
    assertThat(TestRuntime.log(response)).isEqualTo("doing hang\nhalf a line");
  }

  @Test
  void theContextIsThatOfLambda() {
    String context = TestRuntime.base64("{\"custom\": {\"arguments\": \"[]\"}}");

    var response =
        runtime.invoke(
            "python", "{\"do\": \"context\"}", request -> request.clientContext(context));

    assertThat(response.payload().asUtf8String())
        .isEqualTo(
            "[\"python\", \"300\", \"arn:aws:lambda:us-east-1:000000000000:function:python\", "
                + "{\"custom\": {\"arguments\": \"[]\"}}, true, true]");
  }

  @Test
  void theLargestContextArrivesAlsoWithOtherThanAscii() {
    assertThat(sizeOfA("x".repeat(LARGEST_CONTEXT - AROUND_A))).isEqualTo(98_285);
    // Six bytes for each of these in the header.
    assertThat(sizeOfA("ü".repeat((LARGEST_CONTEXT - AROUND_A) / 6))).isEqualTo(16_380);
  }

  private static int sizeOfA(String a) {
    String context = TestRuntime.base64("{\"custom\":{\"a\":\"" + a + "\"}}");
    var response =
        runtime.invoke(
            "python", "{\"do\": \"size-of-a\"}", request -> request.clientContext(context));
    assertThat(response.functionError()).isNull();
    return Integer.parseInt(response.payload().asUtf8String());
  }

  @Test
  void aModuleThatCannotBeLoadedIsAnInitError() {
    assertThat(
            error(runtime.invoke("no-module", "1"), "Unhandled", "Runtime.InitError")
                .path("errorMessage")
                .asText())
        .isEqualTo("ModuleNotFoundError: No module named 'missing'");
    assertThat(
            error(runtime.invoke("no-handler", "1"), "Unhandled", "Runtime.InitError")
                .path("errorMessage")
                .asText())
        .contains("AttributeError")
        .contains("missing");
    assertThat(
            error(runtime.invoke("syntax", "1"), "Unhandled", "Runtime.InitError")
                .path("errorMessage")
                .asText())
        .startsWith("SyntaxError");
  }
}
