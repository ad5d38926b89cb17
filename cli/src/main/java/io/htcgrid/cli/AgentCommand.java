package io.htcgrid.cli;

import io.htcgrid.agent.Agent;
import io.htcgrid.agent.AgentSettings;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.local.TemporaryFolder;
import io.htcgrid.runtime.LambdaRuntime;
import io.htcgrid.runtime.RuntimeSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid agent}. */
@Command(
    name = "agent",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs one agent for a grid until stopped.",
      "It has a runtime of its own for --functions, or calls one that runs at --runtime-endpoint."
    })
final class AgentCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofHours(1);

  /** How long the runtime may take to end, and the temporary folder to be deleted. */
  private static final Duration CLEARING = Duration.ofSeconds(10);

  private final CountDownLatch cleared = new CountDownLatch(1);

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  /** Where functions run: one of the two. */
  static final class Where {
    @Option(names = "--functions", paramLabel = "DIR", description = "The folder of functions.")
    @Nullable Path functions;

    @Option(
        names = "--runtime-endpoint",
        paramLabel = "URL",
        description = "A Lambda runtime that runs already.")
    @Nullable URI runtimeEndpoint;
  }

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  Where where;

  @Option(
      names = "--versions",
      paramLabel = "DIR",
      description = {
        "Where functions are brought that were pushed into the grid: the folder of versions of the"
            + " runtime at --runtime-endpoint.",
        "Default: a temporary folder with --functions, nowhere without."
      })
  @Nullable Path versions;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Tasks at once. Default: one per processor.")
  int slots = Runtime.getRuntime().availableProcessors();

  @Option(names = "--allow-command", description = "Let clients run command lines of their own.")
  boolean allowCommand;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      defaultValue = "-1",
      description = "Where /health and /metrics are; 0: a free port. Default: nowhere.")
  int healthPort;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (where.functions != null) {
      FunctionsOption.requireFolder(where.functions);
    }
    try {
      work(root.environment().gridConfig(root.grid));
    } finally {
      cleared.countDown();
    }
    return ExitCode.OK;
  }

  private void work(GridConfig config) throws InterruptedException, IOException {
    if (where.runtimeEndpoint != null) {
      run(config, where.runtimeEndpoint, versions);
    } else if (versions != null) {
      Files.createDirectories(versions);
      runWithRuntime(config, versions);
    } else {
      try (TemporaryFolder temporary = TemporaryFolder.create("htcgrid-versions")) {
        runWithRuntime(config, temporary.path());
      }
    }
  }

  private void runWithRuntime(GridConfig config, Path delivered) throws InterruptedException {
    RuntimeSettings settings =
        RuntimeSettings.builder(java.util.Objects.requireNonNull(where.functions))
            .versions(delivered)
            .slots(slots)
            .allowCommand(allowCommand)
            // The agent drains first; its runtime must outlive that.
            .stopGrace(Duration.ofMinutes(1))
            .build();
    try (LambdaRuntime runtime = LambdaRuntime.start(settings)) {
      run(config, runtime.endpoint(), delivered);
    }
  }

  private void run(GridConfig config, URI runtime, @Nullable Path delivered)
      throws InterruptedException {
    AgentSettings settings =
        AgentSettings.builder()
            .slots(slots)
            .invokeEndpoint(runtime)
            .versions(delivered)
            .version(Version.text())
            .healthPort(healthPort)
            .build();
    try (GridClients work = GridClients.open(config);
        GridClients heartbeats = GridClients.builder(config).connections(8).open()) {
      // A grid that is not there is one sentence now, not a warning for ever.
      work.services().queues().depth(0);
      run(Agent.start(settings, work.services(), heartbeats.services()), config);
    }
  }

  private void run(Agent started, GridConfig config) throws InterruptedException {
    try (Agent agent = started) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(agent), "htcgrid-drain"));
      root.console()
          .answer(
              Console.json()
                  .createObjectNode()
                  .put("grid", config.grid())
                  .put("agent", agent.id())
                  .put("slots", slots)
                  .put("healthPort", agent.healthPort()),
              "agent "
                  + agent.id()
                  + " works for grid "
                  + config.grid()
                  + " with "
                  + slots
                  + " slots");
      while (!agent.awaitEnd(LOOK)) {
        // Drained by a signal or by an operator; until then there is nothing to do here.
      }
    }
  }

  /** Upon a signal. The process ends as soon as this does, and what it leaves stays. */
  private void drain(Agent agent) {
    agent.close();
    try {
      cleared.await(CLEARING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
