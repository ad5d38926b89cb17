package io.htcgrid.bench.chaos;

import io.htcgrid.bench.process.JavaProcess;
import io.htcgrid.control.config.GridConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A {@link ChaosAgent} in a process of its own. Not thread-safe. */
final class AgentProcess {
  private static final int SIGKILL_STATUS = 128 + 9;

  private final String id;
  private final Process process;
  private final FaultReport report;
  private @Nullable Process freezer;
  private boolean killed;

  private AgentProcess(String id, Process process, FaultReport report) {
    this.id = id;
    this.process = process;
    this.report = report;
  }

  static AgentProcess start(GridConfig config, AgentOptions options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx512m",
            "-Dlogback.configurationFile=io/htcgrid/agent/logback-main.xml",
            "-cp",
            System.getProperty("java.class.path"),
            ChaosAgent.class.getName()));
    command.addAll(options.arguments());
    ChaosFolder folder = new ChaosFolder(options.folder());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.agents().resolve(options.id() + ".log").toFile());
    builder.environment().putAll(JavaProcess.variables(config));
    builder.environment().put("HTCGRID_HOME", options.folder().toString());
    return new AgentProcess(options.id(), builder.start(), FaultReport.of(folder, options.id()));
  }

  String id() {
    return id;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it can be killed or frozen while it works: it has started, and is not frozen. */
  boolean isWorking() {
    return isAlive() && report.exists() && !(freezer != null && freezer.isAlive());
  }

  void kill() {
    killed = true;
    process.destroyForcibly();
  }

  /**
   * Stops it for so long. What continues it is a process too, and does so whatever ends this one.
   */
  void freeze(Duration time) throws IOException {
    freezer =
        new ProcessBuilder(
                "sh",
                "-c",
                "kill -STOP \"$0\" && sleep \"$1\"; kill -CONT \"$0\"",
                Long.toString(process.pid()),
                String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  /** Why it is dead, unless this killed it: null. */
  Loss.@Nullable Cause ownEnd() {
    if (killed) {
      return null;
    }
    return process.exitValue() == SIGKILL_STATUS ? Loss.Cause.KILLED_BY_TASK : Loss.Cause.EXITED;
  }

  void close() {
    process.destroyForcibly();
    Process stopping = freezer;
    if (stopping != null) {
      stopping.descendants().forEach(ProcessHandle::destroyForcibly);
      stopping.destroyForcibly();
    }
    process.onExit().join();
  }
}
