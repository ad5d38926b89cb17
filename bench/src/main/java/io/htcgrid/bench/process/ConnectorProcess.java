package io.htcgrid.bench.process;

import io.htcgrid.control.config.GridConfig;
import io.htcgrid.data.SessionId;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.List;

/** A connector in a JVM of its own, which does one thing at a time. Not thread-safe. */
public final class ConnectorProcess implements AutoCloseable {
  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  private ConnectorProcess(Process process) {
    this.process = process;
    this.questions = process.outputWriter();
    this.answers = process.inputReader();
  }

  /** What came of a submission. */
  public record Submitted(SessionId session, double seconds) {}

  /**
   * Returns when it is connected.
   *
   * @param options of its JVM, such as {@code -Xmx256m}
   */
  public static ConnectorProcess start(GridConfig config, List<String> options) throws IOException {
    ProcessBuilder builder = JavaProcess.of(ConnectorMain.class.getName(), options, List.of());
    builder.environment().putAll(JavaProcess.variables(config));
    ConnectorProcess connector = new ConnectorProcess(builder.start());
    try {
      connector.answer();
      return connector;
    } catch (IOException | RuntimeException e) {
      connector.close();
      throw e;
    }
  }

  /** Submits a session of tasks without work, from a stream. */
  public Submitted submit(int tasks) throws IOException {
    String[] words = ask(ConnectorMain.SUBMIT + " " + tasks).split(" ", 2);
    return new Submitted(SessionId.parse(words[0]), Double.parseDouble(words[1]));
  }

  public void cancel(SessionId session) throws IOException {
    ask(ConnectorMain.CANCEL + " " + session);
  }

  /**
   * Takes all outcomes of a session that has so many tasks. Returns the seconds it took.
   *
   * @throws IllegalStateException unless so many tasks completed
   */
  public double retrieve(SessionId session, int tasks) throws IOException {
    return Double.parseDouble(ask(ConnectorMain.RETRIEVE + " " + session + " " + tasks));
  }

  /**
   * Submits a session of tasks without work and takes all its outcomes. Returns the seconds it
   * took.
   *
   * @throws IllegalStateException unless all completed
   */
  public double run(int tasks) throws IOException {
    return Double.parseDouble(ask(ConnectorMain.RUN + " " + tasks));
  }

  /** The most MiB that its heap held so far, garbage included. */
  public double peakHeapMiB() throws IOException {
    return Double.parseDouble(ask(ConnectorMain.HEAP));
  }

  public ProcessMeter meter() {
    return new ProcessMeter(process.toHandle());
  }

  private String ask(String question) throws IOException {
    questions.write(question);
    questions.newLine();
    questions.flush();
    return answer();
  }

  private String answer() throws IOException {
    String answer = answers.readLine();
    if (answer == null) {
      throw new IllegalStateException(
          "the connector's process "
              + process.pid()
              + " ended; what it wrote to standard error says why");
    }
    return answer;
  }

  /** Kills it: it holds nothing that outlives it. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
