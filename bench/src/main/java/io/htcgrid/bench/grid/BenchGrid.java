package io.htcgrid.bench;

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
import java.util.Deque;

/**
 * A local grid in memory with one agent and one connector, whose every call to DynamoDB is counted.
 * The no-work function is there.
 */
final class BenchGrid implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final ConsumedCapacity capacity = new ConsumedCapacity();
  private final GridConfig config;
  private final LambdaRuntime runtime;
  private final HtcGrid connector;

  private BenchGrid(int slots) throws IOException {
    NoWorkFolder functions = opened(NoWorkFolder.create());
    LocalGrid services =
        opened(LocalGrid.start(LocalGridSettings.defaults().withName("bench").withAgents(0)));
    config = services.config();
    runtime =
        opened(
            LambdaRuntime.start(RuntimeSettings.builder(functions.folder()).slots(slots).build()));
    GridClients work = opened(GridClients.builder(config).interceptor(capacity).open());
    GridClients heartbeats =
        opened(GridClients.builder(config).connections(8).interceptor(capacity).open());
    opened(
        Agent.start(
            AgentSettings.builder().slots(slots).invokeEndpoint(runtime.endpoint()).build(),
            work.services(),
            heartbeats.services()));
    GridClients client = opened(GridClients.builder(config).interceptor(capacity).open());
    connector = opened(HtcGrid.connect(client.services()));
  }

  static BenchGrid start(int slots) throws IOException {
    return new BenchGrid(slots);
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  GridConfig config() {
    return config;
  }

  LambdaRuntime runtime() {
    return runtime;
  }

  HtcGrid connector() {
    return connector;
  }

  ConsumedCapacity capacity() {
    return capacity;
  }

  @Override
  public void close() throws IOException {
    while (!parts.isEmpty()) {
      close(parts.pop());
    }
  }

  private static void close(AutoCloseable part) throws IOException {
    try {
      part.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("a part of the bench's grid did not close", e);
    }
  }
}
