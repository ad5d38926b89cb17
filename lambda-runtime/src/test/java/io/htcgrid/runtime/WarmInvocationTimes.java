package io.htcgrid.runtime;

import io.htcgrid.runtime.handlers.Echo;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/**
 * Prints how long a warm invocation of a Java function that does nothing takes, end to end: through
 * a bare socket, which is what the runtime and the function's own client cost, and through the
 * SDK's client, which adds its own share. Run its main method; arguments: invocations (20000).
 */
final class WarmInvocationTimes {

  private WarmInvocationTimes() {}

  public static void main(String[] arguments) throws IOException {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
    var functions =
        new FunctionsFolder(Files.createTempDirectory("functions")).java("echo", Echo.class);
    try (var runtime = TestRuntime.start(functions, settings -> {});
        var socket = new BareClient(runtime.runtime().endpoint())) {
      var request = InvokeRequest.builder().functionName("echo").build();
      for (int round = 1; round <= 3; round++) {
        time("bare socket, round " + round, count, call -> socket.invoke());
        time("SDK client,  round " + round, count, call -> runtime.client().invoke(request));
      }
    }
  }

  private static void time(String what, int count, Consumer<Integer> invocation) {
    var nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      invocation.accept(i);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%s: median %.3f ms, 99th percentile %.3f ms, %d invocations%n",
        what,
        nanos[count / 2] / 1e6,
        nanos[count * 99 / 100] / 1e6,
        count);
  }

  /** As little of an HTTP client as will do. */
  private static final class BareClient implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream input;
    private final byte[] request;

    BareClient(URI endpoint) throws IOException {
      socket = new Socket(endpoint.getHost(), endpoint.getPort());
      socket.setTcpNoDelay(true);
      input = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      String text =
          "POST "
              + TestRuntime.path("echo")
              + " HTTP/1.1\r\nHost: runtime\r\nContent-Length: 2\r\n\r\n{}";
      request = text.getBytes(StandardCharsets.US_ASCII);
    }

    void invoke() {
      try {
        socket.getOutputStream().write(request);
        var tail = new StringBuilder();
        // The reply's headers, then the two bytes that were sent.
        while (tail.indexOf("\r\n\r\n") < 0) {
          tail.append((char) input.readByte());
        }
        input.readFully(new byte[2]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
