package io.htcgrid.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;

/**
 * What a process logs, told apart by invocation: everything in the pipe when an invocation ends is
 * its own. Only the last {@value LogTail#CAPACITY} bytes are kept. Thread-safe.
 */
final class InvocationLog implements AutoCloseable {

  private static final int LAST_LINE_CHARACTERS = 200;

  private final LogPump pump;
  private final LogTail tail = new LogTail();
  private final ProcessOutput output;

  InvocationLog(LogPump pump, String name, InputStream pipe) {
    this.pump = pump;
    var lines = new LogLines(name);
    this.output =
        new ProcessOutput(
            pipe,
            (bytes, length) -> {
              tail.add(bytes, length);
              lines.add(bytes, length);
            });
    pump.add(output);
  }

  /** An invocation begins: what was logged before is not its own. */
  void begin() {
    output.drainThen(
        () -> {
          tail.clear();
          return tail;
        });
  }

  /** The last bytes logged up to now. */
  byte[] tail() {
    return output.drainThen(tail::last);
  }

  /** The last line that says anything, shortened; empty if there is none. */
  static String lastLine(byte[] tail) {
    String text = new String(tail, UTF_8).strip();
    String line = text.substring(text.lastIndexOf('\n') + 1).strip();
    return line.length() <= LAST_LINE_CHARACTERS
        ? line
        : line.substring(0, LAST_LINE_CHARACTERS) + "…";
  }

  @Override
  public void close() {
    pump.remove(output);
  }
}
