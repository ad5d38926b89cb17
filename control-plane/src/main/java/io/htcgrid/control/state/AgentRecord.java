package io.htcgrid.control.state;

import java.time.Instant;

/** An agent that lives, as it says itself. */
public record AgentRecord(
    String id,
    String host,
    String version,
    int slots,
    int busy,
    Instant lastSeen,
    Instant expiresAt) {}
