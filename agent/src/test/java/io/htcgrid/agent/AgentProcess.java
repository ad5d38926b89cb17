package io.htcgrid.agent;

import io.htcgrid.control.config.GridConfig;
import io.htcgrid.embedded.junit.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An agent with short leases in a process of its own, to be killed or frozen. */
final class AgentProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private AgentProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static AgentProcess start(TestGrid grid, Path home, int slots) {
    return start(grid, home, slots, "");
  }

  /**
   * Starts one.
   *
   * @param hanging a call to a service that is never answered, such as {@code S3.PutObject}
   */
  static AgentProcess start(TestGrid grid, Path home, int slots, String hanging) {
    try {
      Path log = Files.createTempFile(home, "agent", ".log");
      Process process =
          builder(
                  ShortLeaseMain.class,
                  home,
                  environment(grid),
                  grid.functions.endpoint().toString(),
                  Integer.toString(slots),
                  hanging)
              .redirectOutput(log.toFile())
              .start();
      return new AgentProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ProcessBuilder builder(
      Class<?> main, Path home, Map<String, String> environment, String... arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(JavaProgram.command(main, arguments)).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("HTCGRID_HOME", home.toString());
    return builder;
  }

  static Map<String, String> environment(TestGrid grid) {
    GridConfig config = grid.clients().config();
    return Map.of(
        "HTCGRID_GRID", config.grid(),
        "HTCGRID_BUCKET", config.bucket(),
        "HTCGRID_DYNAMODB_ENDPOINT", String.valueOf(config.dynamoDbEndpoint()),
        "HTCGRID_SQS_ENDPOINT", String.valueOf(config.sqsEndpoint()),
        "HTCGRID_S3_ENDPOINT", String.valueOf(config.s3Endpoint()),
        "HTCGRID_REGION", String.valueOf(config.region()),
        "HTCGRID_LOCAL_CREDENTIALS", "true",
        "HTCGRID_AGENT_SLOTS", "2",
        "HTCGRID_LOG_LEVEL", "INFO");
  }

  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("kill -" + name + " ended with " + kill.exitValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Returns when it is dead. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** The lines of its log so far that hold a text. */
  List<String> log(String text) {
    try {
      // JSON may escape the slash of a task's id.
      return Files.readAllLines(log).stream()
          .map(line -> line.replace("\\/", "/"))
          .filter(line -> line.contains(text))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
