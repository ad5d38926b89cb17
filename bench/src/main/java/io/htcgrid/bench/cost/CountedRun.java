package io.htcgrid.bench.cost;

import io.htcgrid.agent.Agent;
import io.htcgrid.agent.AgentSettings;
import io.htcgrid.bench.grid.NoWorkSession;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.sweep.Sweeper;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Runs one session on services of its own and counts all that is sent to them, from the opening of
 * the connector to its close, and from the agents' start to their end. The agents start when all is
 * submitted, so that their queue is full until the session's end. Not thread-safe.
 */
final class CountedRun {
  static final int PAYLOAD_BYTES = 1024;

  private static final int HEARTBEAT_CONNECTIONS = 8;
  private static final int LEVEL = 0;
  private static final int SEED = 1;

  private final CostCase counted;
  private final ExecutionInterceptor delays;
  private final Map<String, Meter> meters = new LinkedHashMap<>();

  /**
   * @param delays of all counted clients
   */
  CountedRun(CostCase counted, ExecutionInterceptor delays) {
    this.counted = counted;
    this.delays = delays;
  }

  /**
   * Runs it.
   *
   * @throws IllegalStateException when not all tasks completed
   */
  Counted run() {
    // The services' own sweeper is not counted, and has to leave the session to the counted one.
    LocalGridSettings settings =
        LocalGridSettings.defaults()
            .withName("cost")
            .withAgents(0)
            .withSweepInterval(Duration.ofDays(1));
    try (LocalGrid services = LocalGrid.start(settings);
        GridClients uncounted = GridClients.open(services.config())) {
      return run(uncounted);
    }
  }

  private Counted run(GridClients uncounted) {
    GridConfig config = uncounted.config();
    Duration took;
    try (GridClients clients = clients(config, "connector", GridClients.DEFAULT_CONNECTIONS);
        GridClients sweeping = clients(config, "sweeper", HEARTBEAT_CONNECTIONS);
        HtcGrid connector = HtcGrid.connect(clients.services())) {
      Session session = connector.submit(spec());
      if (counted.isShuffled()) {
        shuffle(uncounted);
      }
      took = work(config, session, Sweeper.of(sweeping.services()));
    }
    Map<String, OperationUse> operations = new TreeMap<>();
    meters.forEach(
        (who, meter) ->
            meter.byOperation().forEach((what, use) -> operations.put(who + " " + what, use)));
    return new Counted(counted.tasks(), took, operations);
  }

  private Duration work(GridConfig config, Session session, Sweeper sweeper) {
    long begin = System.nanoTime();
    try (GridClients clients = clients(config, "agents", GridClients.DEFAULT_CONNECTIONS);
        GridClients heartbeats = clients(config, "heartbeats", HEARTBEAT_CONNECTIONS);
        Agents agents = new Agents();
        EveryMinute sweeps = new EveryMinute()) {
      sweeps.start(sweeper::runOnce);
      for (int i = 0; i < counted.agents(); i++) {
        agents.start(clients, heartbeats);
      }
      NoWorkSession.requireCompleted(session, counted.tasks());
      return Duration.ofNanos(System.nanoTime() - begin);
    }
  }

  private GridClients clients(GridConfig config, String who, int connections) {
    Meter meter = meters.computeIfAbsent(who, any -> new Meter());
    return meter
        .on(GridClients.builder(config).connections(connections).interceptor(delays))
        .open();
  }

  private void shuffle(GridClients uncounted) {
    String queue =
        uncounted
            .sqs()
            .getQueueUrl(request -> request.queueName(uncounted.config().taskQueueName(LEVEL)))
            .queueUrl();
    new QueueShuffle(uncounted.sqs(), queue).run(counted.tasks(), new Random(SEED));
  }

  private SessionSpec spec() {
    return SessionSpec.function("in-this-jvm")
        .priority(LEVEL)
        .payloads(IntStream.range(0, counted.tasks()).mapToObj(CountedRun::payload))
        .build();
  }

  private static byte[] payload(int index) {
    byte[] payload = new byte[PAYLOAD_BYTES];
    new Random(index).nextBytes(payload);
    return payload;
  }

  /** Agents that stop together: one that is closed later would go on receiving until then. */
  private final class Agents implements AutoCloseable {
    private final List<Agent> all = new ArrayList<>();

    void start(GridClients clients, GridClients heartbeats) {
      all.add(
          Agent.start(
              AgentSettings.builder().slots(counted.slots()).build(),
              clients.services(),
              heartbeats.services(),
              new InThisJvm(counted.work())));
    }

    @Override
    public void close() {
      all.forEach(Agent::drain);
      all.forEach(Agent::close);
    }
  }
}
