package io.htcgrid.bench.footprint;

import io.htcgrid.bench.grid.BenchFunctions;
import io.htcgrid.bench.process.JavaProcess;
import io.htcgrid.control.config.GridConfig;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Starts agent and Lambda runtime by their own mains, with as much memory as in their images. */
final class GridProcesses {
  private static final int OK = 200;

  private final GridConfig config;
  private final BenchFunctions functions;
  private final int slots;
  private final int runtimePort;

  GridProcesses(GridConfig config, BenchFunctions functions, int slots) throws IOException {
    this.config = config;
    this.functions = functions;
    this.slots = slots;
    this.runtimePort = ServerProcess.freePort();
  }

  ServerProcess runtime() throws IOException, InterruptedException {
    ProcessBuilder builder =
        JavaProcess.of(
            io.htcgrid.runtime.Main.class.getName(),
            List.of(),
            List.of(
                "--functions", functions.folder().toString(),
                "--port", String.valueOf(runtimePort),
                "--slots", String.valueOf(slots)));
    // Whatever it answers, it listens.
    return ServerProcess.start(
        "Lambda runtime", builder, endpoint(runtimePort), status -> status != 0);
  }

  /** Needs the runtime only once there are tasks. */
  ServerProcess agent() throws IOException, InterruptedException {
    int healthPort = ServerProcess.freePort();
    ProcessBuilder builder =
        JavaProcess.of(
            io.htcgrid.agent.Main.class.getName(),
            List.of(),
            List.of(
                "--runtime-endpoint", endpoint(runtimePort).toString(),
                "--slots", String.valueOf(slots),
                "--health-port", String.valueOf(healthPort)));
    builder.environment().putAll(JavaProcess.variables(config));
    return ServerProcess.start(
        "agent", builder, endpoint(healthPort).resolve("/health"), status -> status == OK);
  }

  private static URI endpoint(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
