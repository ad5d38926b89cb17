package io.htcgrid.control.state;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A claim on a task.
 *
 * @param owner the agent process; new for every process; 1 to {@link #MAX_OWNER_BYTES} bytes
 * @param nonce new for every claim; 1 to {@link #MAX_NONCE_BYTES} bytes
 * @param expiresAt when the table may drop the run record
 */
public record Claim(String owner, String nonce, Instant leaseExpiresAt, Instant expiresAt) {
  /** Bounds that keep a run record below 1 KB, one write unit. */
  public static final int MAX_OWNER_BYTES = 128;

  public static final int MAX_NONCE_BYTES = 64;

  public Claim {
    check("owner", owner, MAX_OWNER_BYTES);
    check("nonce", nonce, MAX_NONCE_BYTES);
  }

  private static void check(String what, String text, int maxBytes) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > maxBytes) {
      throw new IllegalArgumentException(
          "claim: the " + what + " has " + length + " bytes; it must have 1 to " + maxBytes);
    }
  }
}
