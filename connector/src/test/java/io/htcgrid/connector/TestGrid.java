package io.htcgrid.connector;

import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridResources;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.data.SessionId;
import io.htcgrid.embedded.AwsEndpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

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

  /** An ACTIVE session of so many tasks; nothing of them is stored or sent. */
  SessionId unsent(int tasks) {
    SessionId id = begun();
    services().table().activate(id, "owner", tasks);
    return id;
  }

  /** A session that is SUBMITTING; nothing of it is registered. */
  SessionId begun() {
    Instant now = services().clock().instant();
    SessionId id = SessionId.random(services().clock());
    services()
        .table()
        .begin(
            new SessionRecord(
                id,
                SessionState.SUBMITTING,
                SessionSpec.function("echo").payload("never sent").build().settings(),
                null,
                "digest",
                now,
                now.plus(Duration.ofHours(1)),
                now.plus(Duration.ofDays(2)),
                new SubmitLease("owner", now.plus(Duration.ofMinutes(1)), -1),
                -1,
                Set.of(),
                OutcomeCounts.ZERO,
                0,
                List.of(),
                null,
                null,
                null),
            now);
    return id;
  }

  @Override
  public void close() {
    new GridResources(clients).delete();
    clients.close();
  }
}
