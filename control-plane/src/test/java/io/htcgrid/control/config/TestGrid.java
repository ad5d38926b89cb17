package io.htcgrid.control.config;

import io.htcgrid.embedded.AwsEndpoints;

/** A grid of its own in the services that tests run against; deleted when closed. */
public final class TestGrid implements AutoCloseable {
  private static final int LEVELS = 2;

  private final GridClients clients;

  private TestGrid(GridClients clients) {
    this.clients = clients;
  }

  /** Of a grid that is not there yet. */
  static GridConfig config(AwsEndpoints aws, String name) {
    return new GridConfig(
        name,
        aws.region(),
        aws.dynamoDb(),
        aws.sqs(),
        aws.s3(),
        name + "-data",
        LEVELS,
        true,
        aws.accessKeyId() != null && aws.dynamoDb() != null);
  }

  public static TestGrid create(AwsEndpoints aws, String name) {
    TestGrid grid = new TestGrid(GridClients.open(config(aws, name)));
    new GridResources(grid.clients).create();
    return grid;
  }

  public GridClients clients() {
    return clients;
  }

  @Override
  public void close() {
    new GridResources(clients).delete();
    clients.close();
  }
}
