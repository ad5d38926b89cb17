package io.htcgrid.control.queue;

import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridServices;

/** Services as a release has them that writes the next version of task messages, and reads both. */
public final class NextRelease {
  private NextRelease() {}

  /** The clients stay the caller's. */
  public static GridServices of(GridClients clients) {
    GridServices ours = clients.services();
    return new GridServices(
        ours.config(),
        ours.table(),
        new SqsTaskQueues(clients.sqs(), ours.config(), TaskMessageCodec.VERSION + 1),
        ours.replies(),
        ours.blobs(),
        ours.clock());
  }
}
