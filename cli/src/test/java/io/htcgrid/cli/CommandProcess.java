package io.htcgrid.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.embedded.junit.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command in a process of its own that knows nobody in AWS; killed when closed. */
final class CommandProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private CommandProcess(Process process, Path err) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.err = err;
  }

  static CommandProcess start(Path home, String... args) throws IOException {
    List<String> command =
        JavaProgram.command(
            List.of("-Djava.io.tmpdir=" + Files.createDirectories(temporary(home))),
            Main.class,
            args);
    Path err = Files.createTempFile(home, "stderr", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().put("HTCGRID_HOME", home.toString());
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    builder.environment().put("AWS_CONFIG_FILE", home.resolve("none").toString());
    builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", home.resolve("none").toString());
    return new CommandProcess(builder.start(), err);
  }

  /** Where processes of that home have their temporary files. */
  static Path temporary(Path home) {
    return home.resolve("tmp");
  }

  /** Writes all that there is on stdin. */
  void input(String text) throws IOException {
    try (Writer stdin = process.outputWriter(StandardCharsets.UTF_8)) {
      stdin.write(text);
    }
  }

  long pid() {
    return process.pid();
  }

  /** The next line of stdout. */
  JsonNode answer() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new AssertionError("stdout ended; stderr: " + err());
    }
    try {
      return Console.json().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("stdout is no JSON: " + line, e);
    }
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  void terminate() {
    process.destroy();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("process " + process.pid() + " did not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
