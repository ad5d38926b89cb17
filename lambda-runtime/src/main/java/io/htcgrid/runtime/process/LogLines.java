package io.htcgrid.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes a function's log on to the runtime's, line by line, while that wants debug messages. Not
 * thread-safe.
 */
final class LogLines {

  private static final Logger log = LoggerFactory.getLogger("io.htcgrid.runtime.FunctionLog");

  private static final int LONGEST_LINE = 8192;

  private final String name;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LogLines(String name) {
    this.name = name;
  }

  void add(byte[] bytes, int length) {
    if (!log.isDebugEnabled()) {
      return;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n' || line.size() >= LONGEST_LINE) {
        flush();
      }
      if (bytes[i] != '\n') {
        line.write(bytes[i]);
      }
    }
  }

  private void flush() {
    log.debug("{}: {}", name, line.toString(UTF_8).stripTrailing());
    line.reset();
  }
}
