package io.htcgrid.control;

import java.time.Instant;

/**
 * Who submits a session, and until when nobody else may.
 *
 * @param owner new for every submit call
 * @param highestPage all pages up to this one are registered and sent; -1: none
 */
public record SubmitLease(String owner, Instant expiresAt, int highestPage) {}
