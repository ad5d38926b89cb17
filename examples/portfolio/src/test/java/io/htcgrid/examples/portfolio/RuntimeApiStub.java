package io.htcgrid.examples.portfolio;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * The least of Lambda's Runtime API that one function process needs: {@code next}, {@code response}
 * and {@code error}. One invocation at a time.
 */
final class RuntimeApiStub implements AutoCloseable {
  private static final String INVOCATION = "/2018-06-01/runtime/invocation/";

  /** What the function answered. */
  record Reply(boolean error, String text) {
    byte[] body() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(task -> new Thread(task, "runtime-api-stub"));
  private final SynchronousQueue<byte[]> requests = new SynchronousQueue<>();
  private final SynchronousQueue<Reply> replies = new SynchronousQueue<>();

  RuntimeApiStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Sends a request to the function and waits for what it answers. */
  Reply invoke(byte[] request) throws InterruptedException {
    if (!requests.offer(request, 60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The function did not ask for work within 60 s");
    }
    Reply reply = replies.poll(60, TimeUnit.SECONDS);
    if (reply == null) {
      throw new IllegalStateException("The function did not answer within 60 s");
    }
    return reply;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (path.equals(INVOCATION + "next")) {
        byte[] request = requests.take();
        exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", "one");
        exchange.getResponseHeaders().add("Lambda-Runtime-Deadline-Ms", "4102444800000");
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, request.length);
        exchange.getResponseBody().write(request);
      } else {
        exchange.sendResponseHeaders(202, -1);
        replies.put(
            new Reply(!path.endsWith("/response"), new String(body, StandardCharsets.UTF_8)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
