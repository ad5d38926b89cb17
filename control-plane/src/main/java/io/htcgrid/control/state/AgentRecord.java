package io.htcgrid.control.state;

import java.time.Instant;

/**
 * An agent that lives, as it says itself.
 *
 * @param draining whether it takes no more tasks and will stop, whatever made it so
 */
public record AgentRecord(
    String id,
    String host,
    String version,
    int slots,
    int busy,
    boolean draining,
    Instant lastSeen,
    Instant expiresAt) {}
