package io.htcgrid.control.sweep;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.AbandonSubmission;
import java.util.Optional;
import java.util.UUID;

/** Fails sessions whose submission stopped half-way and was not taken over in time. */
public final class AbandonSubmissions implements Duty {
  static final int MAX_SESSIONS = 1000;

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
      tally.look(
          seen.id(),
          () ->
              AbandonSubmission.isAbandoned(seen, services.clock().instant())
                  && new AbandonSubmission(
                          services.table(), services.replies(), services.clock(), seen.id(), owner)
                      .run());
      session = tally.looked() < MAX_SESSIONS ? open.next() : Optional.empty();
    }
    return tally.report();
  }
}
