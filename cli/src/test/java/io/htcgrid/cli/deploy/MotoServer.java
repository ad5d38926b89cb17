package io.htcgrid.cli.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** AWS as the emulator moto plays it, with the SDK's clients of this JVM pointed at it. */
final class MotoServer implements AutoCloseable {
  private static final int LOOKS = 600;
  private static final Map<String, String> CREDENTIALS =
      Map.of(
          "aws.accessKeyId", "testing",
          "aws.secretAccessKey", "testing",
          "aws.region", "eu-central-1");

  private final Process process;
  private final URI endpoint;
  private final Map<String, Optional<String>> before = new TreeMap<>();

  private MotoServer(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
    CREDENTIALS.forEach(this::set);
    set("aws.endpointUrl", endpoint.toString());
  }

  /** Empty: this machine has none. */
  static Optional<MotoServer> start(Path log) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process process;
    try {
      process =
          new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", String.valueOf(port))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      return Optional.empty();
    }
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    for (int look = 0; look < LOOKS; look++) {
      if (answers(endpoint)) {
        return Optional.of(new MotoServer(process, endpoint));
      }
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    }
    process.destroy();
    throw new AssertionError("moto_server did not answer; its log is " + log);
  }

  private static boolean answers(URI endpoint) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/moto-api/")).build();
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Forgets everything. */
  void reset() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
  }

  private void set(String property, String value) {
    before.put(property, Optional.ofNullable(System.getProperty(property)));
    System.setProperty(property, value);
  }

  @Override
  public void close() {
    before.forEach(
        (property, value) ->
            value.ifPresentOrElse(
                old -> System.setProperty(property, old), () -> System.clearProperty(property)));
    process.destroy();
  }
}
