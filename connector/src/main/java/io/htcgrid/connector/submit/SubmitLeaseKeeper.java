package io.htcgrid.connector.submit;

import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.state.LeaseResult;
import io.htcgrid.data.SessionId;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews a submit lease with the highest page up to which all is sent, until closed. */
final class SubmitLeaseKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SubmitLeaseKeeper.class);

  private final SubmitTerms terms;
  private final SessionId session;
  private final String owner;
  private final InFlight pages;
  private final int sentBefore;
  private @Nullable ScheduledFuture<?> renewals;
  private boolean isClosed;
  private volatile boolean isFailing;

  SubmitLeaseKeeper(
      SubmitTerms terms, SessionId session, String owner, InFlight pages, int sentBefore) {
    this.terms = terms;
    this.session = session;
    this.owner = owner;
    this.pages = pages;
    this.sentBefore = sentBefore;
  }

  /** To be called when the session is in the table; does nothing once closed. */
  synchronized void start() {
    if (isClosed) {
      return;
    }
    long interval = terms.lease().heartbeatInterval().toMillis();
    renewals =
        terms
            .timer()
            .scheduleWithFixedDelay(this::renew, interval, interval, TimeUnit.MILLISECONDS);
  }

  private void renew() {
    try {
      int highest = Math.max(sentBefore, pages.highestPage());
      GridServices services = terms.services();
      Instant expiry = terms.lease().expiry(services.clock().instant());
      SubmitLease lease = new SubmitLease(owner, expiry, highest);
      LeaseResult result = services.table().renewSubmission(session, lease);
      if (result instanceof LeaseResult.Refused refused) {
        pages.fail(new LeaseLostException(refused.stored()));
      } else if (result instanceof LeaseResult.NoSession) {
        pages.fail(new StoppedException(new SubmitResult.Gone()));
      }
      isFailing = false;
    } catch (RuntimeException e) {
      // Another renewal follows before the lease runs out; and if it does, nobody may take it.
      if (!isFailing && !terms.calls().lifetime().isClosed()) {
        LOG.warn("The submit lease of session {} was not renewed: {}", session, e.toString());
      }
      isFailing = true;
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (renewals != null) {
      renewals.cancel(false);
    }
  }
}
