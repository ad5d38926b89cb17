package io.htcgrid.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.runtime.handlers.Echo;
import io.htcgrid.runtime.handlers.Trouble;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvalidRuntimeException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * What a caller of the Invoke API can say, rightly and wrongly, through the SDK and through plain
 * HTTP.
 */
class InvokeApiTest {

  private static final int LIMIT = 32 << 20;

  private static TestRuntime runtime;
  private static Path functions;

  @BeforeAll
  static void start(@TempDir Path folder) {
    functions = folder;
    var written =
        new FunctionsFolder(folder)
            .java("echo", Echo.class)
            .java("trouble", Trouble.class)
            .text(
                "broken", "{\"runtime\": \"cobol\", \"timeoutSeconds\": -1, \"colour\": \"red\"}");
    runtime = TestRuntime.start(written, settings -> {});
  }

  @AfterAll
  static void stop() {
    runtime.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo",
        "echo:7",
        "echo:$LATEST",
        "123456789012:function:echo",
        "arn:aws:lambda:eu-west-1:123456789012:function:echo",
        "arn:aws:lambda:eu-west-1:123456789012:function:echo:PROD"
      })
  void aFunctionGoesByItsNameOrItsArnWithOrWithoutAQualifier(String name) {
    assertThat(runtime.result(name, "hello")).isEqualTo("hello");
  }

  @Test
  void theHandlerSeesTheArnItWasCalledBy() {
    String arn = "arn:aws:lambda:eu-west-1:123456789012:function:trouble:PROD";

    assertThat(runtime.result(arn, "context")).contains(" " + arn + " ");
  }

  @Test
  void anUnknownFunctionIsNotFound() {
    assertThatThrownBy(() -> runtime.invoke("nobody", "{}"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining(
            "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "%2e%2e%2fechoes", "a%20b", "arn:aws:s3:::bucket"})
  void whatIsNoNameIsRefused(String name) throws Exception {
    var reply = runtime.post("/2015-03-31/functions/" + name + "/invocations", new byte[0]);

    assertThat(reply.statusCode()).isIn(400, 404);
    assertThat(reply.body()).contains("\"Message\"");
  }

  @Test
  void aFolderWithErrorsSaysAllThatIsWrongWhereItIs() throws Exception {
    String file = functions.resolve("broken").resolve("function.json").toString();

    assertThatThrownBy(() -> runtime.invoke("broken", "{}"))
        .isInstanceOf(InvalidRuntimeException.class)
        .hasMessageContaining(file + ": colour: unknown field")
        .hasMessageContaining(file + ": runtime: must be \"java\" or \"provided\", not \"cobol\"")
        .hasMessageContaining(
            file + ": timeoutSeconds: must be a number from 0.1 to 43200, not -1");
    assertThat(runtime.health().path("problems")).hasSize(3);
    assertThat(runtime.health().path("functions")).hasSize(2);
  }

  @Test
  void aDryRunRunsNothing() {
    var response =
        runtime.invoke(
            "trouble", "exit 1", request -> request.invocationType(InvocationType.DRY_RUN));

    assertThat(response.statusCode()).isEqualTo(204);
    assertThatThrownBy(
            () ->
                runtime.invoke(
                    "nobody", "", request -> request.invocationType(InvocationType.DRY_RUN)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void anEventIsRefusedForNothingHereWouldOutliveTheRuntime() {
    assertThatThrownBy(
            () ->
                runtime.invoke("echo", "", request -> request.invocationType(InvocationType.EVENT)))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("Use RequestResponse");
  }

  @Test
  void aClientContextThatIsNoneIsRefused() {
    assertThatThrownBy(() -> runtime.invoke("echo", "", request -> request.clientContext("*")))
        .isInstanceOf(InvalidRequestContentException.class)
        .hasMessageContaining("base64");
    assertThatThrownBy(
            () ->
                runtime.invoke(
                    "echo", "", request -> request.clientContext(TestRuntime.base64("[1]"))))
        .isInstanceOf(InvalidRequestContentException.class)
        .hasMessageContaining("JSON object");
    assertThatThrownBy(
            () ->
                runtime.invoke(
                    "echo",
                    "",
                    request ->
                        request.clientContext(
                            TestRuntime.base64("{\"a\":\"" + "x".repeat(100_000) + "\"}"))))
        .isInstanceOf(InvalidRequestContentException.class)
        .hasMessageContaining("the limit is 98304");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ü"})
  void theLargestClientContextReachesAJavaFunction(String letter) {
    int bytesEach = letter.equals("x") ? 1 : 6;
    int count = ((96 << 10) - "{\"custom\":{\"a\":\"\"}}".length()) / bytesEach;
    String context = "{\"custom\":{\"a\":\"" + letter.repeat(count) + "\"}}";

    var response =
        runtime.invoke(
            "trouble", "size-of-a", request -> request.clientContext(TestRuntime.base64(context)));

    assertThat(response.payload().asUtf8String()).isEqualTo(Integer.toString(count));
  }

  @Test
  void thirtyTwoMebibytesGoThroughAndOneByteMoreDoesNot() {
    var bytes = SdkBytes.fromByteArray(new byte[LIMIT]);

    assertThat(
            runtime.invoke("echo", "", request -> request.payload(bytes)).payload().asByteArray())
        .hasSize(LIMIT);
    assertThatThrownBy(
            () ->
                runtime.invoke(
                    "echo",
                    "",
                    request -> request.payload(SdkBytes.fromByteArray(new byte[LIMIT + 1]))))
        .isInstanceOf(RequestTooLargeException.class)
        .hasMessageContaining("33554432");
  }

  @Test
  void aClientThatAsksBeforeItSendsIsAnsweredBeforeItSends() throws Exception {
    try (var socket =
        new Socket(
            runtime.runtime().endpoint().getHost(), runtime.runtime().endpoint().getPort())) {
      String head =
          "POST "
              + TestRuntime.path("echo")
              + " HTTP/1.1\r\nHost: runtime\r\nExpect: 100-continue\r\nContent-Length: ";
      socket.getOutputStream().write((head + (LIMIT + 1) + "\r\n\r\n").getBytes(US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 413 ");
    }
    var request =
        HttpRequest.newBuilder(runtime.uri(TestRuntime.path("echo")))
            .expectContinue(true)
            .POST(HttpRequest.BodyPublishers.ofString("may I?"));
    var reply =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(reply.body()).isEqualTo("may I?");
  }

  @Test
  void aPayloadInChunksIsOnePayload() throws Exception {
    var bytes = "piece by piece ".repeat(10_000).getBytes(UTF_8);
    var request =
        HttpRequest.newBuilder(runtime.uri(TestRuntime.path("echo")))
            .version(HttpClient.Version.HTTP_1_1)
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
    var reply =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());

    assertThat(reply.body()).isEqualTo(bytes);
  }

  @Test
  void aConnectionServesOneRequestAfterTheOther() throws Exception {
    try (var socket =
        new Socket(
            runtime.runtime().endpoint().getHost(), runtime.runtime().endpoint().getPort())) {
      for (int i = 0; i < 3; i++) {
        String request =
            "POST "
                + TestRuntime.path("echo")
                + " HTTP/1.1\r\nHost: runtime\r\nContent-Length: 1\r\n\r\n"
                + i;
        socket.getOutputStream().write(request.getBytes(US_ASCII));

        var reply = new StringBuilder();
        while (!reply.toString().endsWith("\r\n\r\n" + i)) {
          int next = socket.getInputStream().read();
          assertThat(next).as("after: " + reply).isNotNegative();
          reply.append((char) next);
        }
        assertThat(reply).startsWith("HTTP/1.1 200 OK");
      }
    }
  }

  @Test
  void aRequestSentBeforeTheReplyToAnotherIsLeftForAnotherConnection() throws Exception {
    try (var socket =
        new Socket(
            runtime.runtime().endpoint().getHost(), runtime.runtime().endpoint().getPort())) {
      String request =
          "POST "
              + TestRuntime.path("trouble")
              + " HTTP/1.1\r\nHost: runtime\r\nContent-Length: 9\r\n\r\nsleep 100";
      socket.getOutputStream().write((request + request).getBytes(US_ASCII));

      String replies = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(replies)
          .containsOnlyOnce("HTTP/1.1 200 OK")
          .containsIgnoringCase("connection: close");
    }
  }

  @Test
  void whatIsNotHttpIsRefused() throws Exception {
    try (var socket =
        new Socket(
            runtime.runtime().endpoint().getHost(), runtime.runtime().endpoint().getPort())) {
      socket.getOutputStream().write("good morning\r\n\r\n".getBytes(US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void otherOperationsAreNamedAsUnknown() throws Exception {
    for (String path :
        new String[] {
          "/",
          "/2015-03-31/functions/",
          "/2015-03-31/functions/echo",
          "/2018-06-01/runtime/invocation/next"
        }) {
      var reply = runtime.get(path);
      assertThat(reply.statusCode()).isEqualTo(404);
      assertThat(reply.headers().firstValue("x-amzn-ErrorType"))
          .contains("UnknownOperationException");
      assertThat(reply.body()).contains("GET " + path + " is not an operation");
    }
  }

  @Test
  void thePageOnHealthCountsSlotsAndNamesFunctions() throws Exception {
    var health = runtime.health();

    assertThat(health.path("status").asText()).isEqualTo("ok");
    assertThat(health.path("slots").asInt()).isEqualTo(2);
    assertThat(health.path("functions").toString()).isEqualTo("[\"echo\",\"trouble\"]");
  }
}
