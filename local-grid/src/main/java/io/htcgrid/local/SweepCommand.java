package io.htcgrid.local;

import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridFinder;
import io.htcgrid.control.sweep.Sweeper;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sweep}: the sweeper, where no Lambda runs it. */
@Command(name = "sweep", description = "Sweeps a grid every so often until stopped.")
final class SweepCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "between two runs, 1 or more")
  private long every;

  @Override
  public Integer call() throws InterruptedException {
    if (every < 1) {
      throw new ParameterException(
          spec.commandLine(), "--every is " + every + "; give 1 or more seconds");
    }
    GridConfig config = GridFinder.ofThisProcess().find(Map.of());
    try (GridClients clients = GridClients.open(config)) {
      // A grid that is not there is one sentence now, not a warning for ever.
      clients.services().queues().depth(0);
      System.out.println("sweeping grid " + config.grid() + " every " + every + " s");
      Terminated.await(
          SweeperThread.start(Sweeper.of(clients.services()), Duration.ofSeconds(every)));
    }
    return 0;
  }
}
