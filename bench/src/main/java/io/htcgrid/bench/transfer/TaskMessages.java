package io.htcgrid.bench.transfer;

import io.htcgrid.control.config.GridClients;
import java.util.stream.IntStream;

/** The messages that wait in a grid's task queues. */
final class TaskMessages {
  private final GridClients clients;

  TaskMessages(GridClients clients) {
    this.clients = clients;
  }

  /** How many there are. */
  int count() {
    return IntStream.range(0, clients.config().priorityLevels())
        .map(level -> clients.services().queues().depth(level).visible())
        .sum();
  }

  /** Deletes them all, unseen. */
  void purge() {
    for (int level = 0; level < clients.config().priorityLevels(); level++) {
      String name = clients.config().taskQueueName(level);
      String url = clients.sqs().getQueueUrl(request -> request.queueName(name)).queueUrl();
      clients.sqs().purgeQueue(request -> request.queueUrl(url));
    }
  }
}
