package io.htcgrid.agent;

import io.htcgrid.control.config.GridClients;
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
   * @param arguments the endpoint of the runtime
   */
  public static void main(String[] arguments) throws InterruptedException {
    AgentSettings settings =
        AgentSettings.builder()
            .slots(1)
            .lease(LEASE)
            .longPoll(Duration.ofSeconds(1))
            .invokeEndpoint(URI.create(arguments[0]))
            .build();
    try (GridClients clients = GridClients.open(GridFinder.ofThisProcess().find(Map.of()));
        Agent agent = Agent.start(settings, clients.services(), clients.services())) {
      agent.awaitEnd(Duration.ofHours(1));
    }
  }
}
