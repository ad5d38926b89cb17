package io.htcgrid.control.queue;

import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridServices;
import java.time.InstantSource;

/** Services as a release has them that writes the next version of task messages, and reads both. */
public final class NextRelease {
  private NextRelease() {}

  /** The clients stay the caller's. */
  public static GridServices of(GridClients clients) {
    return of(clients, clients.services().clock());
  }

  /** As {@link #of(GridClients)}, by another clock. */
  public static GridServices of(GridClients clients, InstantSource clock) {
    GridServices ours = clients.services();
    return new GridServices(
        ours.config(),
        ours.table(),
        new SqsTaskQueues(clients.sqs(), ours.config(), TaskMessageCodec.VERSION + 1),
        ours.replies(),
        ours.blobs(),
        clock);
  }
}
