package io.htcgrid.control.sweep;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.control.state.EndResult;
import io.htcgrid.control.state.LeaseResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Fails sessions whose submission stopped half-way and was not taken over for {@link #GRACE}. It
 * takes the submit lease first, so that no submitter can go on while it ends the session.
 */
public final class AbandonSubmissions implements Duty {
  /** From the end of the submit lease on; a client may still retry the submit. */
  public static final Duration GRACE = Duration.ofMinutes(10);

  static final int MAX_SESSIONS = 1000;

  private static final Duration LEASE = Duration.ofMinutes(1);

  private final GridServices services;
  private final OpenSessions open;
  private final String owner = "sweeper-" + UUID.randomUUID();

  public AbandonSubmissions(GridServices services) {
    this.services = services;
    this.open = new OpenSessions(services.table(), services.clock());
  }

  @Override
  public String name() {
    return "abandon-submissions";
  }

  @Override
  public DutyReport runOnce() {
    Tally tally = new Tally(name());
    Optional<SessionRecord> session = open.next();
    while (session.isPresent()) {
      SessionRecord seen = session.get();
      tally.look(seen.id(), () -> isAbandoned(seen) && abandon(seen));
      session = tally.looked() < MAX_SESSIONS ? open.next() : Optional.empty();
    }
    return tally.report();
  }

  private boolean isAbandoned(SessionRecord session) {
    SubmitLease lease = session.submitLease();
    return session.state() == SessionState.SUBMITTING
        && lease != null
        && lease.expiresAt().plus(GRACE).isBefore(services.clock().instant());
  }

  private boolean abandon(SessionRecord seen) {
    Instant now = services.clock().instant();
    // What was seen may be old: a submitter may have taken it over since.
    SessionRecord stored = services.table().readSession(seen.id(), now).orElse(null);
    if (stored == null || !isAbandoned(stored)) {
      return false;
    }
    SubmitLease lease = stored.submitLease();
    LeaseResult result =
        services
            .table()
            .takeOverSubmission(
                stored.id(),
                new SubmitLease(owner, now.plus(LEASE), lease == null ? -1 : lease.highestPage()),
                now);
    return result instanceof LeaseResult.Held && end(stored);
  }

  private boolean end(SessionRecord session) {
    EndResult result =
        new EndSession(
                services.table(),
                services.replies(),
                services.clock(),
                session.id(),
                SessionState.FAILED,
                EndReason.SUBMISSION_ABANDONED,
                "its submission stopped half-way and nobody took it over for "
                    + GRACE.toMinutes()
                    + " minutes")
            .run();
    return result instanceof EndResult.Ended;
  }
}
