package io.htcgrid.control.config;

import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.queue.TaskQueues;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.BlobStore;
import java.time.InstantSource;

/**
 * A grid's services, ready for use by a connector, an agent or the sweeper. All are thread-safe;
 * whoever built the clients behind them closes those.
 *
 * @param clock wall time as the services see it
 */
public record GridServices(
    GridConfig config,
    StateTable table,
    TaskQueues queues,
    ReplyQueues replies,
    BlobStore blobs,
    InstantSource clock) {}
