package io.htcgrid.agent;

import io.htcgrid.control.config.ConfigException;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridFinder;
import io.htcgrid.control.config.Release;
import io.htcgrid.control.queue.QueueMissingException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** Starts an agent and runs it until it is told to stop: SIGTERM drains it. */
@Command(
    name = "htcgrid-agent",
    description =
        "Takes tasks of a grid and runs them as Lambda functions in the runtime beside it. The grid"
            + " is found by --grid, HTCGRID_* variables, the profile file, or its SSM parameter.")
public final class Main implements Callable<Integer> {
  private static final String LOG_SETTINGS = "logback.configurationFile";
  private static final int CANNOT_START = 1;
  private static final int HEARTBEAT_CONNECTIONS = 8;
  private static final Duration LOOK = Duration.ofHours(1);

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help and exit")
  @SuppressWarnings("UnusedVariable") // picocli shows the help by itself.
  private boolean help;

  @Option(names = "--grid", paramLabel = "NAME", description = "the grid to work for")
  private @Nullable String grid;

  @Option(
      names = "--runtime-endpoint",
      paramLabel = "URL",
      defaultValue = "${env:HTCGRID_AGENT_RUNTIME_ENDPOINT}",
      description = "the Lambda runtime; none: Lambda itself [HTCGRID_AGENT_RUNTIME_ENDPOINT]")
  private @Nullable URI runtimeEndpoint;

  @Option(
      names = "--versions",
      paramLabel = "DIR",
      defaultValue = "${env:HTCGRID_AGENT_VERSIONS}",
      description =
          "the runtime's folder of versions, into which functions are brought that were pushed into"
              + " the grid; by default none are [HTCGRID_AGENT_VERSIONS]")
  private @Nullable Path versions;

  @Option(
      names = "--id",
      defaultValue = "${env:HTCGRID_AGENT_ID}",
      description = "the agent's name, no other agent's; by default random [HTCGRID_AGENT_ID]")
  private @Nullable String id;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "${env:HTCGRID_AGENT_SLOTS}",
      description = "tasks at once; by default one per processor [HTCGRID_AGENT_SLOTS]")
  private @Nullable Integer slots;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "${env:HTCGRID_AGENT_GRACE:-20}",
      description =
          "when told to stop, how long running tasks may go on until they are handed back"
              + " [HTCGRID_AGENT_GRACE]")
  private long grace;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      defaultValue = "${env:HTCGRID_AGENT_HEALTH_PORT:-8080}",
      description =
          "where /health and /metrics are; 0: a free port, -1: nowhere [HTCGRID_AGENT_HEALTH_PORT]")
  private int healthPort;

  @Option(
      names = "--health-host",
      paramLabel = "ADDRESS",
      defaultValue = "${env:HTCGRID_AGENT_HEALTH_HOST:-127.0.0.1}",
      description = "the address of that page [HTCGRID_AGENT_HEALTH_HOST]")
  private String healthHost = "";

  @Option(
      names = "--spot-notices",
      defaultValue = "${env:HTCGRID_AGENT_SPOT_NOTICES:-false}",
      description =
          "drain when EC2 gives notice that it will take the Spot instance away, or that the risk is"
              + " raised [HTCGRID_AGENT_SPOT_NOTICES=true]")
  private boolean spotNotices;

  @Option(
      names = "--metadata-endpoint",
      paramLabel = "URL",
      defaultValue = "${env:AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}",
      description =
          "where such notices are, by default ${DEFAULT-VALUE} [AWS_EC2_METADATA_SERVICE_ENDPOINT]")
  private @Nullable URI metadataEndpoint;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  private Main() {}

  public static void main(String[] arguments) {
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "io/htcgrid/agent/logback-main.xml");
    }
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(
            (failure, rejected) -> {
              failure
                  .getCommandLine()
                  .getErr()
                  .println(failure.getMessage() + "; --help shows all options");
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> {
              if (!isUsersOrServices(failure)) {
                throw failure;
              }
              commandLine.getErr().println(failure.getMessage());
              return CANNOT_START;
            })
        .execute(arguments);
  }

  private static boolean isUsersOrServices(Exception failure) {
    return failure instanceof ConfigException
        || failure instanceof IllegalArgumentException
        || failure instanceof UncheckedIOException
        || failure instanceof QueueMissingException
        || failure instanceof SdkException;
  }

  @Override
  public Integer call() throws InterruptedException {
    AgentSettings settings = settings();
    Map<String, String> flags = new HashMap<>();
    if (grid != null) {
      flags.put("grid", grid);
    }
    GridConfig config = GridFinder.ofThisProcess().find(flags);
    try (GridClients work = GridClients.open(config);
        GridClients heartbeats =
            GridClients.builder(config).connections(HEARTBEAT_CONNECTIONS).open()) {
      // A grid that is not there is one sentence now, not a warning for ever.
      work.services().queues().depth(0);
      try (Agent agent = Agent.start(settings, work.services(), heartbeats.services())) {
        Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "htcgrid-shutdown"));
        boolean ended = false;
        while (!ended) {
          ended = agent.awaitEnd(LOOK);
        }
      }
    }
    return CommandLine.ExitCode.OK;
  }

  /** What settings refuse is a wrong option, as what is no number is. */
  private AgentSettings settings() {
    AgentSettings.Builder builder =
        AgentSettings.builder()
            .host(host())
            .version(Release.version())
            .drainGrace(Duration.ofSeconds(grace))
            .invokeEndpoint(runtimeEndpoint)
            .versions(versions)
            .healthPort(healthPort)
            .healthHost(healthHost)
            .spotNotices(spotNotices ? metadataEndpoint : null);
    if (id != null) {
      builder.id(id);
    }
    if (slots != null) {
      builder.slots(slots);
    }
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
