package io.htcgrid.local;

import io.htcgrid.agent.Agent;
import io.htcgrid.agent.AgentSettings;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridResources;
import io.htcgrid.control.config.LocalGridEntry;
import io.htcgrid.control.config.Release;
import io.htcgrid.control.sweep.Sweeper;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.EmbeddedAws;
import io.htcgrid.runtime.LambdaRuntime;
import io.htcgrid.runtime.RuntimeSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A whole grid in this JVM: Amazon DynamoDB Local, ElasticMQ, S3Proxy, the Lambda runtime, agents
 * and the sweeper, all on loopback. Closed like any resource; closing drains the agents.
 * Thread-safe.
 */
public final class LocalGrid implements AutoCloseable {
  /** How long running tasks may go on once the grid stops. */
  private static final Duration DRAIN_GRACE = Duration.ofSeconds(20);

  /**
   * How long the runtime outlives a signal that ends the JVM. The agents drain meanwhile, and close
   * it when they have.
   */
  private static final Duration RUNTIME_GRACE = DRAIN_GRACE.plusSeconds(40);

  private final Parts parts = new Parts();
  private final List<Agent> agents = new ArrayList<>();
  private final LocalGridSettings settings;
  private @Nullable AwsEndpoints endpoints;
  private @Nullable GridConfig config;
  private @Nullable URI runtimeEndpoint;

  private LocalGrid(LocalGridSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts a grid; when this returns, it takes sessions.
   *
   * @throws LocalGridException when its name is taken, or a folder cannot be made
   * @throws io.htcgrid.embedded.EmbeddedServiceException when a service does not start: a port or
   *     the data folder is in use
   * @throws io.htcgrid.runtime.RuntimeStartException when the runtime does not: its port is in use,
   *     or there is no folder of functions
   */
  public static LocalGrid start(LocalGridSettings settings) {
    LocalGrid grid = new LocalGrid(settings);
    try {
      grid.startParts();
      return grid;
    } catch (RuntimeException | Error e) {
      grid.agents.forEach(Agent::drain);
      grid.parts.closeAfter(e);
      throw e;
    }
  }

  private void startParts() {
    Path home = settings.home();
    if (home != null) {
      Registration.requireFree(home, settings.name());
    }
    LocalGridSettings.Ports ports = settings.ports();
    EmbeddedAws.Builder services =
        EmbeddedAws.builder()
            .dynamoDbPort(ports.dynamoDb())
            .sqsPort(ports.sqs())
            .s3Port(ports.s3());
    Path dataFolder = settings.dataFolder();
    if (dataFolder != null) {
      services.dataFolder(dataFolder);
    }
    AwsEndpoints at = parts.add(services.start()).endpoints();
    endpoints = at;
    GridConfig found =
        GridConfig.local(
            settings.name(),
            Objects.requireNonNull(at.dynamoDb()),
            Objects.requireNonNull(at.sqs()),
            Objects.requireNonNull(at.s3()));
    config = found;
    GridClients clients = parts.add(GridClients.open(found));
    new GridResources(clients).create();
    if (settings.agents() > 0) {
      Path versions = parts.add(TemporaryFolder.create("htcgrid-versions")).path();
      startAgents(clients, parts.add(LambdaRuntime.start(runtime(versions))), versions);
    }
    parts.add(SweeperThread.start(Sweeper.of(clients.services()), settings.sweepInterval()));
    if (home != null) {
      // Whoever starts or stops a grid of this name finds it for as long as it drains.
      Registration registration = parts.addLast(Registration.in(home, entry()));
      parts.add(registration::markStopping);
    }
  }

  private RuntimeSettings runtime(Path versions) {
    Path functions = settings.functions();
    // A runtime wants a folder of functions; one that is empty leaves the built-in ones.
    return RuntimeSettings.builder(
            functions == null
                ? parts.add(TemporaryFolder.create("htcgrid-functions")).path()
                : functions)
        .versions(versions)
        .port(settings.ports().runtime())
        .slots(settings.agents() * settings.slots())
        .allowCommand(settings.allowCommand())
        .stopGrace(RUNTIME_GRACE)
        .build();
  }

  private void startAgents(GridClients clients, LambdaRuntime runtime, Path versions) {
    runtimeEndpoint = runtime.endpoint();
    // Connections of their own, so that slow work cannot starve the heartbeats.
    GridClients heartbeats = parts.add(GridClients.builder(clients.config()).connections(8).open());
    for (int i = 0; i < settings.agents(); i++) {
      AgentSettings agent =
          AgentSettings.builder()
              .version(Release.version())
              .slots(settings.slots())
              .drainGrace(DRAIN_GRACE)
              .invokeEndpoint(runtime.endpoint())
              .versions(versions)
              .build();
      agents.add(parts.add(Agent.start(agent, clients.services(), heartbeats.services())));
    }
  }

  public LocalGridSettings settings() {
    return settings;
  }

  /** How another program reaches the grid. */
  public GridConfig config() {
    return Objects.requireNonNull(config);
  }

  /** Where the services listen. */
  public AwsEndpoints endpoints() {
    return Objects.requireNonNull(endpoints);
  }

  /** Where the runtime's Invoke API listens; null when the grid has no agents of its own. */
  public @Nullable URI runtimeEndpoint() {
    return runtimeEndpoint;
  }

  /** What other processes are told of it. */
  public LocalGridEntry entry() {
    return LocalGridEntry.ofThisProcess(config()).withRuntime(runtimeEndpoint);
  }

  /** A connector to this grid; the caller closes it. */
  public HtcGrid connect() {
    return HtcGrid.connect(config());
  }

  @Override
  public void close() {
    // All at once: one that is closed later would go on receiving until then.
    agents.forEach(Agent::drain);
    parts.close();
  }
}
