package io.htcgrid.control.state;

import io.htcgrid.control.RunRecord;
import java.time.Instant;

/** What became of a claim. */
public sealed interface ClaimResult {
  /** The task is the claimant's; also when an earlier call did it and its reply was lost. */
  record Claimed(RunRecord run) implements ClaimResult {}

  /** PENDING, to be tried again at {@code notBefore}. */
  record NotDue(RunRecord run, Instant notBefore) implements ClaimResult {}

  /** RUNNING under another claim, whose lease may be lost: see {@link StateTable#takeOver}. */
  record Held(RunRecord run, Instant leaseExpiresAt) implements ClaimResult {}

  record Terminal(RunRecord run) implements ClaimResult {}
}
