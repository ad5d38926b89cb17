package io.htcgrid.bench.grid;

import io.htcgrid.agent.Agent;
import io.htcgrid.agent.AgentSettings;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.state.ConsumedCapacity;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import io.htcgrid.runtime.LambdaRuntime;
import io.htcgrid.runtime.RuntimeSettings;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * A local grid in memory with agents and one connector in this JVM, whose every call to DynamoDB is
 * counted, and which hosts {@link BenchFunctions}. Not thread-safe while it opens and closes.
 */
public final class BenchGrid implements AutoCloseable {
  private static final int HEARTBEAT_CONNECTIONS = 8;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final ConsumedCapacity capacity = new ConsumedCapacity();
  private final List<LambdaRuntime> runtimes = new ArrayList<>();
  private final List<Agent> agents = new ArrayList<>();
  private final Builder settings;
  private @Nullable LocalGrid services;
  private @Nullable HtcGrid connector;

  private BenchGrid(Builder settings) {
    this.settings = settings;
  }

  public static Builder builder() {
    return new Builder();
  }

  private void open() throws IOException {
    BenchFunctions functions = opened(BenchFunctions.create());
    services =
        opened(LocalGrid.start(LocalGridSettings.defaults().withName("bench").withAgents(0)));
    for (int agent = 0; agent < settings.agents; agent++) {
      LambdaRuntime runtime =
          opened(
              LambdaRuntime.start(
                  RuntimeSettings.builder(functions.folder()).slots(settings.slots).build()));
      runtimes.add(runtime);
      agents.add(
          opened(
              Agent.start(
                  AgentSettings.builder()
                      .slots(settings.slots)
                      .invokeEndpoint(runtime.endpoint())
                      .build(),
                  clients(settings.agentInterceptors, GridClients.DEFAULT_CONNECTIONS).services(),
                  clients(settings.agentInterceptors, HEARTBEAT_CONNECTIONS).services())));
    }
    connector =
        opened(
            HtcGrid.connect(
                clients(settings.connectorInterceptors, GridClients.DEFAULT_CONNECTIONS)
                    .services()));
  }

  private GridClients clients(List<ExecutionInterceptor> interceptors, int connections) {
    GridClients.Builder builder =
        GridClients.builder(config()).connections(connections).interceptor(capacity);
    interceptors.forEach(builder::interceptor);
    return opened(builder.open());
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  public GridConfig config() {
    return opened(services, "services").config();
  }

  /** One for each agent. */
  public List<LambdaRuntime> runtimes() {
    return List.copyOf(runtimes);
  }

  public List<Agent> agents() {
    return List.copyOf(agents);
  }

  public HtcGrid connector() {
    return opened(connector, "connector");
  }

  /** Of agents and connector, but not of the sweeper. */
  public ConsumedCapacity capacity() {
    return capacity;
  }

  private static <T> T opened(@Nullable T part, String name) {
    if (part == null) {
      throw new IllegalStateException("the bench's " + name + " did not start");
    }
    return part;
  }

  /** Closes all of it, though a part fails; then throws what failed first. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IOException("a part of the bench's grid did not close", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** What the grid consists of. Not thread-safe. */
  public static final class Builder {
    private int agents = 1;
    private int slots = 4;
    private final List<ExecutionInterceptor> agentInterceptors = new ArrayList<>();
    private final List<ExecutionInterceptor> connectorInterceptors = new ArrayList<>();

    private Builder() {}

    /** One unless told otherwise; 0: nobody works. */
    public Builder agents(int count) {
      this.agents = count;
      return this;
    }

    /** Of each agent; 4 unless told otherwise. */
    public Builder slots(int count) {
      this.slots = count;
      return this;
    }

    /** Adds an interceptor to all clients. */
    public Builder interceptor(ExecutionInterceptor interceptor) {
      return agentInterceptor(interceptor).connectorInterceptor(interceptor);
    }

    /** Adds an interceptor to the clients of agents. */
    public Builder agentInterceptor(ExecutionInterceptor interceptor) {
      agentInterceptors.add(interceptor);
      return this;
    }

    /** Adds an interceptor to the client of the connector. */
    public Builder connectorInterceptor(ExecutionInterceptor interceptor) {
      connectorInterceptors.add(interceptor);
      return this;
    }

    /** Starts everything; what started before something failed is closed again. */
    public BenchGrid open() throws IOException {
      BenchGrid grid = new BenchGrid(this);
      try {
        grid.open();
        return grid;
      } catch (IOException | RuntimeException e) {
        try (grid) {
          throw e;
        }
      }
    }
  }
}
