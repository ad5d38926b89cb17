package io.htcgrid.system;

import io.htcgrid.agent.Agent;
import io.htcgrid.agent.AgentSettings;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridResources;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.UniqueName;
import io.htcgrid.runtime.LambdaRuntime;
import io.htcgrid.runtime.RuntimeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Over services in a container; agent and runtime run in this JVM. */
abstract class ContainerPath extends WholePath {
  private static final int SLOTS = 2;

  /** Closed in reverse order. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private GridConfig config;

  @BeforeAll
  void start(AwsEndpoints aws, UniqueName name, @TempDir Path folder) throws IOException {
    config =
        GridConfig.local(
            name.value(),
            Objects.requireNonNull(aws.dynamoDb()),
            Objects.requireNonNull(aws.sqs()),
            Objects.requireNonNull(aws.s3()));
    GridClients clients = opened(GridClients.open(config));
    GridResources resources = new GridResources(clients);
    resources.create();
    opened(resources::delete);
    LambdaRuntime runtime =
        opened(
            LambdaRuntime.start(
                RuntimeSettings.builder(TestFunctions.in(folder)).slots(SLOTS).build()));
    opened(
        Agent.start(
            AgentSettings.builder().slots(SLOTS).invokeEndpoint(runtime.endpoint()).build(),
            clients.services(),
            opened(GridClients.builder(config).connections(8).open()).services()));
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.addFirst(part);
    return part;
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
  }

  @Override
  HtcGrid connect() {
    return HtcGrid.connect(config);
  }
}
