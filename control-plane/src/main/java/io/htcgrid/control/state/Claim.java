package io.htcgrid.control.state;

import java.time.Instant;

/**
 * A claim on a task.
 *
 * @param owner the agent process; new for every process
 * @param nonce new for every claim
 * @param expiresAt when the table may drop the run record
 */
public record Claim(String owner, String nonce, Instant leaseExpiresAt, Instant expiresAt) {}
