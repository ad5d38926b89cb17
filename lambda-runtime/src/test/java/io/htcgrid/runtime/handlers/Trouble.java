package io.htcgrid.runtime.handlers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does what the first word of its payload says, most of it bad. */
public final class Trouble implements RequestStreamHandler {

  private int calls;

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    calls++;
    String[] words = new String(input.readAllBytes(), UTF_8).split(" ", 2);
    String argument = words.length > 1 ? words[1] : "";
    System.out.println("doing " + words[0]);
    String result =
        switch (words[0]) {
          case "calls" -> Integer.toString(calls);
          case "pid" -> Long.toString(ProcessHandle.current().pid());
          case "throw" -> throw new IllegalStateException(argument);
          case "exit" -> exit(Integer.parseInt(argument));
          case "kill" -> kill();
          case "hang" -> hang();
          case "fork" -> fork(argument);
          case "fork-and-exit" -> fork(argument) + exit(0);
          case "fork-and-hang" -> fork(argument) + hang();
          case "eat-heap" -> eatHeap();
          case "eat-direct" -> eatDirect();
          case "eat-outside" -> eatOutside(argument);
          case "log" -> log(Integer.parseInt(argument));
          case "big" -> "x".repeat(Integer.parseInt(argument));
          case "environment" -> environment();
          case "size-of-a" ->
              Integer.toString(
                  context.getClientContext().getCustom().getOrDefault("a", "").length());
          case "remaining" -> Integer.toString(context.getRemainingTimeInMillis());
          case "context" -> context(context);
          case "api" -> api(argument);
          case "break-off" -> breakOff(context);
          case "stream" -> stream(context, "");
          case "stream-and-fail" ->
              stream(
                  context,
                  "Lambda-Runtime-Function-Error-Type: Late\r\nLambda-Runtime-Function-Error-Body: "
                      + Base64.getEncoder()
                          .encodeToString("{\"errorMessage\": \"too late\"}".getBytes(UTF_8))
                      + "\r\n");
          case "stream-and-fail-badly" ->
              stream(
                  context,
                  "Lambda-Runtime-Function-Error-Type: Late\r\nLambda-Runtime-Function-Error-Body: *\r\n");
          case "bad-report" -> post("/invocation/" + context.getAwsRequestId() + "/error", "oops");
          case "sleep" -> sleep(Long.parseLong(argument));
          default -> throw new IllegalArgumentException(words[0]);
        };
    output.write(result.getBytes(UTF_8));
  }

  private static String exit(int status) {
    System.exit(status);
    return "";
  }

  private static String kill() throws IOException {
    run("kill -9 " + ProcessHandle.current().pid());
    return hang();
  }

  private static String hang() {
    return sleep(3600_000);
  }

  private static String sleep(long millis) {
    try {
      boolean never = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
      return Boolean.toString(never);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts a child that would outlive this process by an hour; logs its pid. */
  private static String fork(String how) throws IOException {
    long pid = run(how + " sleep 3600").pid();
    System.out.println("child " + pid + " of " + ProcessHandle.current().pid() + ".");
    return Long.toString(pid);
  }

  private static Process run(String command) throws IOException {
    return new ProcessBuilder("sh", "-c", "exec " + command).inheritIO().start();
  }

  private static String eatHeap() {
    List<byte[]> eaten = new ArrayList<>();
    while (eaten.size() < 1 << 20) {
      eaten.add(new byte[1 << 20]);
    }
    return Integer.toString(eaten.size());
  }

  /** Fills what Java may have outside of its heap; the JVM survives that. */
  private static String eatDirect() {
    List<ByteBuffer> eaten = new ArrayList<>();
    while (eaten.size() < 1 << 20) {
      eaten.add(ByteBuffer.allocateDirect(1 << 20));
    }
    return Integer.toString(eaten.size());
  }

  /** Has children hold memory: {@code tail} keeps what nobody reads. */
  private static String eatOutside(String mebibytes) throws IOException {
    String pipe =
        String.format(
            Locale.ROOT, "head -c %1$sm /dev/zero | tail -c %1$sm | sleep 3600", mebibytes);
    new ProcessBuilder("sh", "-c", pipe).inheritIO().start();
    return hang();
  }

  private static String log(int bytes) {
    String line = "0123456789".repeat(10).substring(1);
    for (int written = 0; written < bytes; written += 100) {
      System.out.println(line);
    }
    System.out.println("the end of the log");
    return "logged";
  }

  private static String environment() {
    return String.join(
        "\n", new TreeMap<>(System.getenv()).entrySet().stream().map(Map.Entry::toString).toList());
  }

  private static String context(Context context) {
    var custom =
        context.getClientContext() == null ? Map.of() : context.getClientContext().getCustom();
    return String.format(
        Locale.ROOT,
        "%s %s %s %d %b",
        custom,
        context.getFunctionName(),
        context.getInvokedFunctionArn(),
        context.getMemoryLimitInMB(),
        context.getRemainingTimeInMillis() > 0);
  }

  /** Makes a call of the Runtime API that a well-behaved client would not: "METHOD path body". */
  private static String api(String call) throws IOException {
    String[] parts = call.split(" ", 3);
    return send(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
  }

  private static String post(String path, String body) throws IOException {
    return send("POST", "/2018-06-01/runtime" + path, body);
  }

  private static String send(String method, String path, String body) throws IOException {
    var connection =
        (HttpURLConnection)
            URI.create("http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + path)
                .toURL()
                .openConnection();
    connection.setRequestMethod(method);
    if (!body.isEmpty()) {
      connection.setDoOutput(true);
      connection.getOutputStream().write(body.getBytes(UTF_8));
    }
    int status = connection.getResponseCode();
    try (InputStream reply =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return status + " " + (reply == null ? "" : new String(reply.readAllBytes(), UTF_8));
    }
  }

  /** Answers in chunks, with headers behind them. */
  private static String stream(Context context, String trailers) throws IOException {
    String[] address = System.getenv("AWS_LAMBDA_RUNTIME_API").split(":", 2);
    try (var socket = new Socket(address[0], Integer.parseInt(address[1]))) {
      String request =
          "POST /2018-06-01/runtime/invocation/"
              + context.getAwsRequestId()
              + "/response HTTP/1.1\r\n"
              + "Host: runtime\r\nTransfer-Encoding: chunked\r\nLambda-Runtime-Function-Response-Mode: streaming\r\n"
              + "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n"
              + "5\r\npiece\r\n9\r\n by piece\r\n0\r\n"
              + trailers
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.getOutputStream().flush();
      socket.getInputStream().read();
    }
    return "";
  }

  /** Announces more of an answer than it sends. */
  private static String breakOff(Context context) throws IOException {
    String[] address = System.getenv("AWS_LAMBDA_RUNTIME_API").split(":", 2);
    try (var socket = new Socket(address[0], Integer.parseInt(address[1]))) {
      String head =
          "POST /2018-06-01/runtime/invocation/"
              + context.getAwsRequestId()
              + "/response HTTP/1.1\r\n"
              + "Host: runtime\r\nContent-Length: 1000\r\n\r\nonly this";
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().flush();
    }
    return hang();
  }
}
