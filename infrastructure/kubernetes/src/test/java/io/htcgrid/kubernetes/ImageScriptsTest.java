package io.htcgrid.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The scripts that the images run beside Java. */
@EnabledIf(value = "bashIsHere", disabledReason = "/bin/bash is not here")
class ImageScriptsTest {
  static boolean bashIsHere() {
    return Files.isExecutable(Path.of("/bin/bash"));
  }

  private static Process start(String script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Folders.IMAGES.resolve("bin").resolve(script).toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static int status(String script, String... arguments) throws Exception {
    return end(start(script, arguments));
  }

  private static int end(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends within a minute").isTrue();
    return process.exitValue();
  }

  private static HttpServer page() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/good",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.createContext(
        "/bad",
        exchange -> {
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void healthyIsWhoeverAnswersWith200AndNobodyElse() throws Exception {
    HttpServer server = page();
    String port = String.valueOf(server.getAddress().getPort());
    try {
      assertThat(status("healthy", port, "/good")).isZero();
      assertThat(status("healthy", port, "/bad")).isEqualTo(1);
    } finally {
      server.stop(0);
    }
    assertThat(status("healthy", port, "/good")).isEqualTo(1);
  }

  @Test
  void awaitAgentReturnsWhenThePageIsGone() throws Exception {
    HttpServer server = page();
    Process waiting = start("await-agent", String.valueOf(server.getAddress().getPort()));
    boolean early = waiting.waitFor(1500, TimeUnit.MILLISECONDS);
    server.stop(0);

    assertThat(early).isFalse();
    assertThat(end(waiting)).isZero();
  }

  @Test
  void initPassesTheRequestToStopOnAndEndsAsItsCommandDoes() throws Exception {
    Process init =
        start("init", "bash", "-c", "trap 'exit 7' TERM; echo up; while :; do sleep 0.1; done");
    assertThat(init.getInputStream().read()).isEqualTo('u');

    init.destroy();

    assertThat(end(init)).isEqualTo(7);
    assertThat(status("init", "bash", "-c", "exit 5")).isEqualTo(5);
  }
}
