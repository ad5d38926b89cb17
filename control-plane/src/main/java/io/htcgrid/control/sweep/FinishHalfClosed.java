package io.htcgrid.control.sweep;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.FinishClosing;
import io.htcgrid.data.GroupId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finishes what a crash left half-closed: complete pages that are not in their group, complete
 * groups that are not in their session, complete sessions that have not ended.
 *
 * <p>Looks at {@link #MAX_SESSIONS} in one run, and at {@link #MAX_GROUPS} open groups of each, in
 * turn.
 */
public final class FinishHalfClosed implements Duty {
  static final int MAX_SESSIONS = 500;
  static final int MAX_GROUPS = 10;

  private final GridServices services;
  private final OpenSessions open;
  private int runs;

  public FinishHalfClosed(GridServices services) {
    this.services = services;
    this.open = new OpenSessions(services.table(), services.clock());
  }

  @Override
  public String name() {
    return "finish-half-closed";
  }

  @Override
  public DutyReport runOnce() {
    Tally tally = new Tally(name());
    Optional<SessionRecord> session = open.next();
    while (session.isPresent()) {
      SessionRecord seen = session.get();
      tally.look(seen.id(), () -> seen.state() == SessionState.ACTIVE && finish(seen));
      session = tally.looked() < MAX_SESSIONS ? open.next() : Optional.empty();
    }
    runs++;
    return tally.report();
  }

  private boolean finish(SessionRecord session) {
    List<GroupId> open = new ArrayList<>();
    for (int number = 0; number < session.groupCount(); number++) {
      if (!session.closedGroups().contains(number)) {
        open.add(new GroupId(session.id(), number));
      }
    }
    List<GroupId> some = new ArrayList<>();
    for (int i = 0; i < Math.min(MAX_GROUPS, open.size()); i++) {
      some.add(open.get(Math.floorMod(runs * MAX_GROUPS + i, open.size())));
    }
    return new FinishClosing(services.table(), services.replies(), services.clock(), session, some)
        .run()
        .changed();
  }
}
