package io.htcgrid.control.sweep;

import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.queue.ReplyQueuePage;
import io.htcgrid.control.queue.ReplyQueuePage.ReplyQueue;
import io.htcgrid.control.state.ConnectorRecord;
import io.htcgrid.control.state.StateTable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Deletes reply queues whose connector is gone: its record expired or was removed, and the queue is
 * older than {@link #GRACE}. Looks at one part of the listing in a run, the place of the next is
 * noted in the table. A connector that lives nevertheless notices and creates another queue.
 */
public final class DeleteOrphanReplyQueues implements Duty {
  /** A connector creates its queue first, then its record. */
  public static final Duration GRACE = Duration.ofMinutes(10);

  private final GridServices services;

  public DeleteOrphanReplyQueues(GridServices services) {
    this.services = services;
  }

  @Override
  public String name() {
    return "delete-orphan-reply-queues";
  }

  @Override
  public DutyReport runOnce() {
    Tally tally = new Tally(name());
    String cursor = services.table().readNote(name()).orElse(null);
    ReplyQueuePage page = list(cursor);
    try {
      look(page, tally);
    } finally {
      if (!Objects.equals(cursor, page.cursor())) {
        services.table().writeNote(name(), page.cursor());
      }
    }
    return tally.report();
  }

  private void look(ReplyQueuePage page, Tally tally) {
    if (page.queues().isEmpty()) {
      return;
    }
    Set<String> living = living();
    for (ReplyQueue each : page.queues()) {
      tally.look(each.queue(), () -> !living.contains(each.connectorId()) && deleteIfOld(each));
    }
  }

  private ReplyQueuePage list(@Nullable String cursor) {
    try {
      return services.replies().list(cursor);
    } catch (SdkServiceException e) {
      // The service may have forgotten the place: the next run begins anew.
      if (cursor != null) {
        services.table().writeNote(name(), null);
      }
      throw e;
    }
  }

  private Set<String> living() {
    Instant now = services.clock().instant();
    Set<String> living = new HashSet<>();
    for (int shard = 0; shard < StateTable.INDEX_SHARDS; shard++) {
      for (ConnectorRecord each : services.table().listConnectors(shard)) {
        if (each.expiresAt().isAfter(now)) {
          living.add(each.id());
        }
      }
    }
    return living;
  }

  private boolean deleteIfOld(ReplyQueue queue) {
    Instant now = services.clock().instant();
    boolean old =
        services
            .replies()
            .createdAt(queue.queue())
            .filter(created -> created.plus(GRACE).isBefore(now))
            .isPresent();
    if (old) {
      services.replies().delete(queue.queue());
      services.table().removeConnector(queue.connectorId());
    }
    return old;
  }
}
