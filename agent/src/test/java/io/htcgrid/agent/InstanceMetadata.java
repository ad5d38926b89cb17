package io.htcgrid.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A stand-in for the metadata service of an EC2 instance, version 2. */
final class InstanceMetadata implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, String> notices = new ConcurrentHashMap<>();
  private final AtomicInteger tokens = new AtomicInteger();
  private final AtomicInteger questions = new AtomicInteger();

  InstanceMetadata() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void give(String path, String notice) {
    notices.put(path, notice);
  }

  /** Tokens given so far are not good any more. */
  void expireTokens() {
    tokens.incrementAndGet();
  }

  int questions() {
    return questions.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/latest/api/token")) {
        boolean proper =
            exchange.getRequestMethod().equals("PUT")
                && exchange.getRequestHeaders().containsKey("X-aws-ec2-metadata-token-ttl-seconds");
        reply(exchange, proper ? 200 : 400, "token-" + tokens.get());
        return;
      }
      questions.incrementAndGet();
      String token = exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token");
      String notice = notices.get(path);
      if (!("token-" + tokens.get()).equals(token)) {
        reply(exchange, 401, "");
      } else if (notice == null) {
        reply(exchange, 404, "");
      } else {
        reply(exchange, 200, notice);
      }
    }
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
