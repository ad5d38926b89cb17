package io.htcgrid.control.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Against a server that says what SSM says; no embedded service has parameters. */
@Isolated("sets system properties")
class SsmParametersTest {
  private static final Map<String, String> SETTINGS =
      Map.of("aws.accessKeyId", "test", "aws.secretAccessKey", "test");

  private final HttpServer server;
  private final List<String> requests = new ArrayList<>();
  private volatile int status = 200;
  private volatile String answer = "";

  SsmParametersTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
          exchange.sendResponseHeaders(status, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @BeforeEach
  void start() {
    server.start();
    SETTINGS.forEach(System::setProperty);
    System.setProperty("aws.endpointUrlSsm", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    SETTINGS.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.endpointUrlSsm");
    server.stop(0);
  }

  @Test
  void aParameterIsFound() {
    answer = "{\"Parameter\":{\"Name\":\"/htcgrid/g/config\",\"Value\":\"{}\"}}";
    assertThat(new SsmParameters().read("g", "eu-central-1"))
        .isEqualTo(
            new GridParameters.Lookup.Found(
                "{}", "SSM parameter /htcgrid/g/config in eu-central-1"));
    assertThat(requests).containsExactly("{\"Name\":\"/htcgrid/g/config\"}");
  }

  @Test
  void aParameterThatIsNotThereSaysSo() {
    status = 400;
    answer = "{\"__type\":\"ParameterNotFound\"}";
    assertThat(new SsmParameters().read("g", "eu-central-1"))
        .isEqualTo(
            new GridParameters.Lookup.Nothing(
                "there is no SSM parameter /htcgrid/g/config in eu-central-1"));
  }

  @Test
  void aRefusalIsToldInItsWords() {
    status = 400;
    answer = "{\"__type\":\"AccessDeniedException\",\"message\":\"you may not\"}";
    GridParameters.Lookup lookup = new SsmParameters().read("g", "eu-central-1");
    assertThat(((GridParameters.Lookup.Nothing) lookup).reason())
        .startsWith("SSM parameter /htcgrid/g/config was not read: you may not");
  }
}
