package io.htcgrid.bench.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * The least that an invocation can be answered by: the JDK's server, which returns the payload as
 * it came, from the thread that read it. What a call of it takes is the client's and the network's.
 */
final class BareServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int NO_BODY = -1;

  private final HttpServer server;

  private BareServer(HttpServer server) {
    this.server = server;
  }

  static BareServer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", BareServer::echo);
    server.start();
    return new BareServer(server);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void echo(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] payload = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(OK, payload.length == 0 ? NO_BODY : payload.length);
      if (payload.length > 0) {
        exchange.getResponseBody().write(payload);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
