package io.htcgrid.control.state;

import java.time.Instant;

/** A connector that lives, and its reply queue. */
public record ConnectorRecord(String id, String replyQueue, Instant lastSeen, Instant expiresAt) {}
