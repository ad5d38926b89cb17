package io.htcgrid.connector.submit;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.data.ByteBudget;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Submits sessions. Thread-safe: submissions go on side by side, and share what memory they may
 * take.
 */
public final class Submitter {
  /** So many pages of a session are under way at most. */
  public static final int PAGES_AT_ONCE = 64;

  private final SubmitTerms terms;

  /**
   * @param maxBytesInFlight payloads on the heap, besides the one bundle (4 MiB) that each
   *     submission fills
   */
  public Submitter(
      GridServices services,
      Calls calls,
      ScheduledExecutorService timer,
      LeaseTerms lease,
      long maxBytesInFlight) {
    this.terms = new SubmitTerms(services, calls, timer, lease, new ByteBudget(maxBytesInFlight));
  }

  /**
   * Submits a session; returns when every task is in the system, or why that cannot be.
   *
   * @throws RuntimeException an error of the services, which leaves a session under a client token
   *     SUBMITTING, and any other if it could not be cancelled
   */
  public SubmitResult submit(SubmitRequest request) {
    return new Submission(terms, request).run();
  }
}
