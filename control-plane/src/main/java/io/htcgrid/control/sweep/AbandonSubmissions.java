package io.htcgrid.control.sweep;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.AbandonSubmission;
import java.util.UUID;

/**
 * Fails sessions whose submission stopped half-way and was not taken over in time. Looks at {@link
 * #MAX_SESSIONS} and a few more in one run.
 */
public final class AbandonSubmissions implements Duty {
  static final int MAX_SESSIONS = 1000;

  private final GridServices services;
  private final String owner = "sweeper-" + UUID.randomUUID();

  public AbandonSubmissions(GridServices services) {
    this.services = services;
  }

  @Override
  public String name() {
    return "abandon-submissions";
  }

  @Override
  public DutyReport runOnce() {
    Tally tally = new Tally(name());
    OpenSessions.resume(services.table(), services.clock(), name())
        .walk(
            MAX_SESSIONS,
            () -> false,
            part -> part.forEach(each -> tally.look(each.id(), () -> abandon(each))));
    return tally.report();
  }

  private boolean abandon(SessionRecord seen) {
    return AbandonSubmission.isAbandoned(seen, services.clock().instant())
        && new AbandonSubmission(
                services.table(), services.replies(), services.clock(), seen.id(), owner)
            .run();
  }
}
