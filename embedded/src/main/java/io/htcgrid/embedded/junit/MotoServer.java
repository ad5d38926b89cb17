package io.htcgrid.embedded.junit;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * moto, an emulator of AWS that knows CloudFormation, as a process of the machine's Python. While
 * it runs, the SDK's clients of this JVM that are told nothing else find it, by system properties.
 * Its account is 123456789012. Not thread-safe; tests that use it carry {@link NeedsMoto}.
 */
public final class MotoServer implements AutoCloseable {
  private static final String COMMAND = "moto_server";
  private static final int LOOKS = 600;
  private static final int LOOK_MILLIS = 100;
  private static final int OK = 200;

  private final Process process;
  private final URI endpoint;
  private final Map<String, Optional<String>> before = new TreeMap<>();

  private MotoServer(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Whether this machine has it. */
  public static boolean isInstalled() {
    return Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, COMMAND)));
  }

  /**
   * Starts it.
   *
   * @param folder for its log
   * @param region that the SDK's clients are to take
   * @throws IllegalStateException when it ends, or does not answer within a minute
   */
  public static MotoServer start(Path folder, String region)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path log = folder.resolve("moto.log");
    Process process =
        new ProcessBuilder(COMMAND, "-H", "127.0.0.1", "-p", String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    MotoServer server = new MotoServer(process, URI.create("http://127.0.0.1:" + port));
    for (int look = 0; look < LOOKS && process.isAlive(); look++) {
      if (server.answers()) {
        server.set("aws.endpointUrl", server.endpoint.toString());
        server.set("aws.region", region);
        server.set("aws.accessKeyId", "test");
        server.set("aws.secretAccessKey", "test");
        return server;
      }
      if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    server.close();
    throw new IllegalStateException(COMMAND + " does not run here: " + Files.readString(log));
  }

  private boolean answers() throws InterruptedException {
    try {
      return send(HttpRequest.newBuilder(endpoint.resolve("/moto-api/")).build()) == OK;
    } catch (IOException e) {
      return false;
    }
  }

  private static int send(HttpRequest request) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Forgets everything. */
  public void reset() throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
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
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
