package io.htcgrid.bench.footprint;

import io.htcgrid.bench.process.ProcessMeter;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * A process that says over HTTP when it is ready. It ends with this JVM at the latest, also when
 * that is interrupted. Not thread-safe.
 */
final class ServerProcess implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double NANOS_PER_S = 1e9;

  private final Process process;
  private final String name;
  private final double secondsToReady;
  private final Thread hook = new Thread(this::end, "bench-end");

  private ServerProcess(Process process, String name, double secondsToReady) {
    this.process = process;
    this.name = name;
    this.secondsToReady = secondsToReady;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /**
   * Returns when it is ready.
   *
   * @param name to call it by when it is not
   * @param isReady by the status with which the page answers
   */
  static ServerProcess start(String name, ProcessBuilder builder, URI page, IntPredicate isReady)
      throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    long begin = System.nanoTime();
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try {
      while (!isReady.test(status(http, page))) {
        long nanos = System.nanoTime() - begin;
        if (process.waitFor(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)
            || nanos > PATIENCE.toNanos()) {
          throw new IllegalStateException(
              "the " + name + " was not ready after " + nanos / NANOS_PER_S + " s");
        }
      }
    } catch (RuntimeException | InterruptedException e) {
      process.destroyForcibly();
      throw e;
    }
    ServerProcess server =
        new ServerProcess(process, name, (System.nanoTime() - begin) / NANOS_PER_S);
    Runtime.getRuntime().addShutdownHook(server.hook);
    return server;
  }

  /** 0: nobody answers. */
  private static int status(HttpClient http, URI page) throws InterruptedException {
    try {
      return http.send(
              HttpRequest.newBuilder(page).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  double secondsToReady() {
    return secondsToReady;
  }

  ProcessMeter meter() {
    return new ProcessMeter(process.toHandle());
  }

  /** Lets it run for a while. */
  void idle(Duration time) throws InterruptedException {
    if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the " + name + " ended with status " + process.exitValue());
    }
  }

  /** Ends it as a service manager does, so that what it started ends with it. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook does it too.
    }
    end();
  }

  private void end() {
    process.destroy();
    process
        .onExit()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .exceptionally(
            late -> {
              process.destroyForcibly();
              return process;
            })
        .join();
  }
}
