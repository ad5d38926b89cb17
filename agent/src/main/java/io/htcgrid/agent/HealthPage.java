package io.htcgrid.agent;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * A page for probes and for Prometheus: {@code /health} (200 when live and ready, else 503; {@code
 * /health/live} asks for the first alone) and {@code /metrics}.
 */
final class HealthPage implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final int NOT_FOUND = 404;

  private final HttpServer server;
  private final ExecutorService pool;

  private HealthPage(HttpServer server, ExecutorService pool) {
    this.server = server;
    this.pool = pool;
  }

  /**
   * @param metrics in Prometheus's text format
   * @throws AgentStartException when the port cannot be used
   */
  static HealthPage start(
      AgentSettings settings, Supplier<Health> health, Supplier<String> metrics, Threads threads) {
    HttpServer server;
    try {
      server =
          HttpServer.create(new InetSocketAddress(settings.healthHost(), settings.healthPort()), 0);
    } catch (IOException e) {
      throw new AgentStartException(
          "port "
              + settings.healthPort()
              + " for the agent's health page cannot be used: "
              + e.getMessage()
              + "; choose another, or none",
          e);
    }
    ExecutorService pool = threads.pool("health", 2, 64);
    server.setExecutor(pool);
    server.createContext(
        "/health",
        exchange -> {
          Health now = health.get();
          boolean liveAlone = exchange.getRequestURI().getPath().equals("/health/live");
          boolean good = now.live() && (liveAlone || now.ready());
          answer(exchange, good ? OK : UNAVAILABLE, "application/json", json(now));
        });
    server.createContext("/metrics", text("text/plain; version=0.0.4; charset=utf-8", metrics));
    server.createContext(
        "/", exchange -> answer(exchange, NOT_FOUND, "text/plain", "try /health or /metrics\n"));
    server.start();
    return new HealthPage(server, pool);
  }

  private static HttpHandler text(String type, Supplier<String> content) {
    return exchange -> answer(exchange, OK, type, content.get());
  }

  private static String json(Health health) throws IOException {
    return JSON.writeValueAsString(
        Map.of("live", health.live(), "ready", health.ready(), "reasons", health.reasons()));
  }

  private static void answer(HttpExchange exchange, int status, String type, String content)
      throws IOException {
    try (exchange) {
      byte[] body = content.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    pool.shutdownNow();
  }
}
