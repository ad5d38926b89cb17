package io.htcgrid.runtime.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small shell in a session of its own that kills process groups: at once on request, without the
 * cost of a new process each time, and all that are left when this program is gone, even by kill
 * -9. Thread-safe.
 */
final class GroupKeeper implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(GroupKeeper.class);

  private static final String SCRIPT = "keeper.sh";

  private final Process shell;
  private final OutputStream orders;
  private boolean lost;

  private GroupKeeper(Process shell) {
    this.shell = shell;
    this.orders = shell.getOutputStream();
  }

  static GroupKeeper start(Path setsid, Path workFolder) throws IOException {
    String script;
    try (var resource = GroupKeeper.class.getResourceAsStream(SCRIPT)) {
      if (resource == null) {
        throw new IOException(SCRIPT + " is missing from this program's jar");
      }
      script = new String(resource.readAllBytes(), UTF_8);
    }
    var builder =
        new ProcessBuilder(
                List.of(
                    setsid.toString(), "sh", "-c", script, "htcgrid-keeper", workFolder.toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    String path = builder.environment().get("PATH");
    builder.environment().clear();
    builder.environment().putAll(path == null ? Map.of() : Map.of("PATH", path));
    return new GroupKeeper(builder.start());
  }

  void add(long group) {
    order("add", group);
  }

  void kill(long group) {
    order("kill", group);
  }

  void drop(long group) {
    order("drop", group);
  }

  private synchronized void order(String verb, long group) {
    if (lost) {
      return;
    }
    try {
      orders.write((verb + " " + group + "\n").getBytes(US_ASCII));
      orders.flush();
    } catch (IOException e) {
      lost = true;
      log.warn(
          "The shell that kills process groups (pid {}) is gone; processes are killed one by one instead",
          shell.pid());
    }
  }

  @Override
  public synchronized void close() {
    lost = true;
    try {
      orders.close();
    } catch (IOException e) {
      log.debug("The shell that kills process groups was gone before it was told to end");
    }
  }
}
