package io.htcgrid.system;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** moto, an emulator of AWS that knows CloudFormation, as a process of the machine's Python. */
final class MotoServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LOOK_MILLIS = 200;

  private final Process process;
  private final int port;

  private MotoServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it, or skips the test where it is not installed, and says so. */
  static MotoServer startOrSkip(Path folder) throws IOException, InterruptedException {
    int port = freePort();
    Path log = folder.resolve("moto.log");
    Process process;
    try {
      process =
          new ProcessBuilder(List.of("moto_server", "-H", "127.0.0.1", "-p", "" + port))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      return abort(
          "moto_server is not installed, so the templates are not deployed anywhere;"
              + " pip install 'moto[server]'");
    }
    MotoServer server = new MotoServer(process, port);
    for (long left = PATIENCE.toMillis(); !server.answers(); left -= LOOK_MILLIS) {
      if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return abort("moto_server does not run here: " + Files.readString(log));
      }
      if (left <= 0) {
        server.close();
        throw new IllegalStateException("moto_server does not answer: " + Files.readString(log));
      }
    }
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
