package io.htcgrid.system.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.htcgrid.control.config.GridConfigCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stands for SSM, where a grid's configuration lies, and is where the SDK finds all services that
 * are given no endpoint, as long as it is open. Notes who asks.
 */
final class ParameterStub implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BACKLOG = 16;

  private final HttpServer server;
  private final Account account;
  private final Recording recording;
  private final Map<String, String> before = new TreeMap<>();

  private ParameterStub(HttpServer server, Account account, Recording recording) {
    this.server = server;
    this.account = account;
    this.recording = recording;
  }

  /**
   * Starts it on a free port.
   *
   * @param recording of whoever looks for the grid meanwhile
   */
  static ParameterStub start(Account account, Recording recording) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    ParameterStub stub = new ParameterStub(server, account, recording);
    server.createContext("/", stub::answer);
    server.start();
    stub.set("aws.endpointUrl", "http://127.0.0.1:" + server.getAddress().getPort());
    stub.set("aws.region", "eu-central-1");
    stub.set("aws.accessKeyId", "test");
    stub.set("aws.secretAccessKey", "test");
    return stub;
  }

  private void set(String property, String value) {
    before.put(property, System.getProperty(property, ""));
    System.setProperty(property, value);
  }

  private void answer(HttpExchange exchange) throws IOException {
    List<String> target = exchange.getRequestHeaders().getOrDefault("X-Amz-Target", List.of());
    String name = JSON.readTree(exchange.getRequestBody()).path("Name").asText();
    if (target.equals(List.of("AmazonSSM.GetParameter"))) {
      recording.add(Call.of("ssm:GetParameter", account.parameter(name)));
    } else {
      recording.addProblem("call " + target + ": what it asks of IAM is not known");
    }
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("Parameter")
        .put("Name", name)
        .put("Value", GridConfigCodec.encode(account.here()));
    byte[] body = answer.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    before.forEach(
        (property, value) -> {
          if (value.isEmpty()) {
            System.clearProperty(property);
          } else {
            System.setProperty(property, value);
          }
        });
  }
}
