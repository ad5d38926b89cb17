package io.htcgrid.connector;

import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridResources;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.embedded.AwsEndpoints;
import java.time.Duration;

/** A grid of its own in the services that tests run against; deleted when closed. */
final class TestGrid implements AutoCloseable {
  static final int LEVELS = 2;

  private final GridClients clients;
  private final CallCounter counter;

  private TestGrid(GridClients clients, CallCounter counter) {
    this.clients = clients;
    this.counter = counter;
  }

  static TestGrid create(AwsEndpoints aws, String name) {
    GridConfig config =
        new GridConfig(
            name,
            aws.region(),
            aws.dynamoDb(),
            aws.sqs(),
            aws.s3(),
            name + "-data",
            LEVELS,
            true,
            aws.accessKeyId() != null && aws.dynamoDb() != null);
    CallCounter counter = new CallCounter();
    GridClients clients = GridClients.builder(config).interceptor(counter).open();
    new GridResources(clients).create();
    return new TestGrid(clients, counter);
  }

  GridConfig config() {
    return clients.config();
  }

  GridClients clients() {
    return clients;
  }

  GridServices services() {
    return clients.services();
  }

  /** Counts the calls of everything over {@link #services()}. */
  CallCounter calls() {
    return counter;
  }

  /** A connection that reads again every 50 to 200 ms. */
  HtcGrid connect() {
    return connect(services());
  }

  HtcGrid connect(GridServices services) {
    return HtcGrid.builder()
        .services(services)
        .rereads(Duration.ofMillis(50), Duration.ofMillis(200))
        .connect();
  }

  /** A connection that learns by events alone. */
  HtcGrid connectWithoutRereads() {
    return HtcGrid.builder()
        .services(services())
        .rereads(Duration.ofHours(1), Duration.ofHours(1))
        .connect();
  }

  @Override
  public void close() {
    new GridResources(clients).delete();
    clients.close();
  }
}
