package io.htcgrid.local;

import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridFinder;
import io.htcgrid.control.config.GridResources;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code create}: the grid's table, queues and bucket. */
@Command(
    name = "create",
    description = {
      "Creates a grid's table, queues and bucket where they are missing, and ends.",
      "The grid is found as always, for one by HTCGRID_* variables.",
      "For emulators: a grid in AWS is deployed."
    })
final class CreateCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    GridConfig config = GridFinder.ofThisProcess().find(Map.of());
    try (GridClients clients = GridClients.open(config)) {
      new GridResources(clients).create();
    }
    System.out.println(
        "grid "
            + config.grid()
            + " has its table, "
            + config.priorityLevels()
            + " task queues, a dead-letter queue and the bucket "
            + config.bucket());
    return 0;
  }
}
