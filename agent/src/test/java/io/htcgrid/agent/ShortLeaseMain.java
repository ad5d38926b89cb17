package io.htcgrid.agent;

import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridFinder;
import io.htcgrid.control.protocol.LeaseTerms;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** A process with an agent whose claims are free soon after it is gone. */
final class ShortLeaseMain {
  static final LeaseTerms LEASE = new LeaseTerms(Duration.ofSeconds(3), Duration.ofSeconds(1));

  private ShortLeaseMain() {}

  /**
   * Works until it is killed.
   *
   * @param arguments the endpoint of the runtime, the number of slots, and a call to a service that
   *     is never to be answered, such as {@code S3.PutObject}; empty: all are
   */
  public static void main(String[] arguments) throws InterruptedException {
    System.setProperty("logback.configurationFile", "io/htcgrid/agent/logback-main.xml");
    AgentSettings settings =
        AgentSettings.builder()
            .slots(Integer.parseInt(arguments[1]))
            .lease(LEASE)
            .longPoll(Duration.ofSeconds(1))
            .invokeEndpoint(URI.create(arguments[0]))
            .build();
    FaultyServices faults = new FaultyServices(1);
    faults.hang(arguments[2]);
    GridConfig config = GridFinder.ofThisProcess().find(Map.of());
    try (GridClients clients = GridClients.builder(config).interceptor(faults).open();
        Agent agent = Agent.start(settings, clients.services(), clients.services())) {
      agent.awaitEnd(Duration.ofHours(1));
    }
  }
}
