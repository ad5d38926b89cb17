package io.htcgrid.system.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.agent.Agent;
import io.htcgrid.agent.AgentSettings;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.TaskInfo;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.queue.NextRelease;
import io.htcgrid.control.sweep.Sweeper;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import io.htcgrid.runtime.LambdaRuntime;
import io.htcgrid.runtime.RuntimeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Agents of one release take over from those of the one before, session by session in flight. */
class RollingUpgradeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final List<QueueAttributeName> COUNTS =
      List.of(
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

  private final List<Agent> agents = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private LocalGrid grid;

  @SuppressWarnings("NullAway.Init")
  private LambdaRuntime runtime;

  @SuppressWarnings("NullAway.Init")
  private GridClients clients;

  @BeforeEach
  void start(@TempDir Path functions) throws IOException {
    grid =
        LocalGrid.start(
            LocalGridSettings.defaults().withAgents(0).withSweepInterval(Duration.ofDays(1)));
    runtime =
        LambdaRuntime.start(RuntimeSettings.builder(functions).slots(2).allowCommand(true).build());
    clients = GridClients.open(grid.config());
  }

  @AfterEach
  void stop() {
    agents.forEach(Agent::close);
    clients.close();
    runtime.close();
    grid.close();
  }

  private Agent agent(String id, GridServices services) {
    AgentSettings settings =
        AgentSettings.builder()
            .id(id)
            .slots(1)
            .invokeEndpoint(runtime.endpoint())
            .longPoll(Duration.ofSeconds(1))
            .build();
    Agent agent = Agent.start(settings, services, services);
    agents.add(agent);
    return agent;
  }

  private static SessionSpec naps(int tasks) {
    return SessionSpec.function("command")
        .arguments("sh", "-c", "cat; sleep 0.05")
        .payloads(IntStream.range(0, tasks).mapToObj(i -> "task " + i))
        .build();
  }

  @Test
  void aSessionInFlightIsFinishedByAgentsOfTheNextRelease() {
    GridServices previous = clients.services();
    GridServices next = NextRelease.of(clients);
    try (HtcGrid client = HtcGrid.connect(previous)) {
      Agent first = agent("previous-1", previous);
      Agent second = agent("previous-2", previous);
      Session session = client.submit(naps(120));
      Patiently.until("some end", () -> session.status().completed() >= 10);
      agent("next-1", next);
      first.close();
      agent("next-2", next);
      second.close();

      assertThat(session.await(PATIENCE).completed()).isEqualTo(120);
      assertThat(session.tasks())
          .hasSize(120)
          .allSatisfy(task -> assertThat(task.tries()).isEqualTo(1))
          .extracting(RollingUpgradeTest::agentOf)
          .contains("previous-1", "previous-2", "next-1", "next-2");
    }
    assertThat(deadLetters()).isZero();
  }

  @Test
  void messagesOfTheNextReleaseOutliveAgentsThatCannotReadThem() {
    GridServices next = NextRelease.of(clients);
    try (HtcGrid client = HtcGrid.connect(next)) {
      Agent tooOld = agent("previous", clients.services());
      Session session = client.submit(naps(30));
      Patiently.until("none is left to read", () -> deadLetters() == 30);
      tooOld.close();
      assertThat(session.status().completed()).isZero();

      agent("next", next);
      Session afterwards = client.submit(naps(10));
      assertThat(afterwards.await(PATIENCE).completed()).isEqualTo(10);
      assertThat(afterwards.tasks()).extracting(RollingUpgradeTest::agentOf).containsOnly("next");

      Sweeper.of(next).runOnce();
      assertThat(deadLetters()).isZero();
      // Delayed by the sweeper's second chance, five minutes.
      assertThat(next.queues().depth(0).delayed()).isEqualTo(30);
    }
  }

  /** An agent's name, without its process. */
  private static String agentOf(TaskInfo task) {
    return String.valueOf(task.agent()).replaceFirst("/.*", "");
  }

  /** Waiting, in flight, and delayed. */
  private int deadLetters() {
    String url =
        clients
            .sqs()
            .getQueueUrl(r -> r.queueName(clients.config().deadLetterQueueName()))
            .queueUrl();
    Map<QueueAttributeName, String> counts =
        clients.sqs().getQueueAttributes(r -> r.queueUrl(url).attributeNames(COUNTS)).attributes();
    return COUNTS.stream()
        .mapToInt(count -> Integer.parseInt(counts.getOrDefault(count, "0")))
        .sum();
  }
}
