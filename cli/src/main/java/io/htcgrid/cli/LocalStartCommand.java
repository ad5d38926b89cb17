package io.htcgrid.cli;

import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid local start}. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a grid on this machine: services, agents and runtime, bound to loopback.",
      "Runs until stopped; with --detach it returns when the grid is ready."
    })
final class LocalStartCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  LocalCommand local;

  @Option(names = "--functions", paramLabel = "DIR", description = "The folder of functions.")
  @Nullable Path functions;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Keep everything there, over restarts too. Default: in memory.")
  @Nullable Path dataDir;

  @Option(
      names = "--agents",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Agents in this process; 0: only those you start with 'htcgrid agent'. Default: ${DEFAULT-VALUE}.")
  int agents;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Slots of each agent. Default: one per processor.")
  int slots = Runtime.getRuntime().availableProcessors();

  @Option(names = "--allow-command", description = "Let clients run command lines of their own.")
  boolean allowCommand;

  @Option(names = "--dynamodb-port", paramLabel = "PORT", description = "Default: a free one.")
  int dynamoDbPort;

  @Option(names = "--sqs-port", paramLabel = "PORT", description = "Default: a free one.")
  int sqsPort;

  @Option(names = "--s3-port", paramLabel = "PORT", description = "Default: a free one.")
  int s3Port;

  @Option(names = "--runtime-port", paramLabel = "PORT", description = "Default: a free one.")
  int runtimePort;

  @Option(
      names = "--detach",
      description = "Return when the grid is ready; it goes on in the background.")
  boolean detach;

  @Override
  public Integer call() throws InterruptedException {
    Environment environment = local.root.environment();
    Console console = local.root.console();
    LocalGridSettings settings = settings(environment);
    if (detach) {
      DetachedGrid.start(console, environment, settings);
      return ExitCode.OK;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    try (LocalGrid grid = LocalGrid.start(settings)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(grid, stopped), "htcgrid-stop"));
      console.answer(LocalView.json(grid.entry()), LocalView.text(grid.entry()));
      stopped.await();
    }
    return ExitCode.OK;
  }

  private static void close(LocalGrid grid, CountDownLatch stopped) {
    try {
      grid.close();
    } finally {
      stopped.countDown();
    }
  }

  /** What the command line asks for. */
  LocalGridSettings settings(Environment environment) {
    if (functions != null) {
      FunctionsOption.requireFolder(functions);
    }
    return LocalGridSettings.defaults()
        .withName(local.gridName())
        .withFunctions(functions)
        .withDataFolder(dataDir)
        .withAgents(agents)
        .withSlots(slots)
        .withAllowCommand(allowCommand)
        .withPorts(new LocalGridSettings.Ports(dynamoDbPort, sqsPort, s3Port, runtimePort))
        .withHome(environment.home());
  }
}
