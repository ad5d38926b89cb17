package io.htcgrid.control.sweep;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.control.state.EndResult;
import io.htcgrid.control.state.SessionPage;
import io.htcgrid.control.state.StateTable;
import java.time.Instant;
import java.util.List;

/**
 * Ends sessions whose deadline passed. Open sessions are listed by deadline, so that it looks at
 * overdue ones and one more a shard; at {@link #MAX_SESSIONS} and a few more in one run.
 */
public final class EndOverdueSessions implements Duty {
  static final int MAX_SESSIONS = 1000;

  private static final int READ_AT_ONCE = 25;

  private final GridServices services;

  public EndOverdueSessions(GridServices services) {
    this.services = services;
  }

  @Override
  public String name() {
    return "end-overdue-sessions";
  }

  @Override
  public DutyReport runOnce() {
    Tally tally = new Tally(name());
    // What has ended is listed no more, so that the next run goes on by itself; beginning anywhere
    // keeps shards with many from holding up the others.
    long first = services.clock().instant().getEpochSecond();
    for (int i = 0; i < StateTable.INDEX_SHARDS && tally.looked() < MAX_SESSIONS; i++) {
      sweep((int) Math.floorMod(first + i, (long) StateTable.INDEX_SHARDS), tally);
    }
    return tally.report();
  }

  private void sweep(int shard, Tally tally) {
    String cursor = null;
    do {
      SessionPage page = services.table().listOpen(shard, cursor, READ_AT_ONCE);
      cursor = endOverdue(page, tally) ? page.cursor() : null;
    } while (cursor != null && tally.looked() < MAX_SESSIONS);
  }

  /** Whether all were overdue, so that the next ones may be too. */
  private boolean endOverdue(SessionPage page, Tally tally) {
    if (page.sessions().isEmpty()) {
      return true;
    }
    Instant now = services.clock().instant();
    List<SessionRecord> sessions = services.table().readSessionsEventually(page.sessions(), now);
    for (SessionRecord each : sessions) {
      if (!each.ended() && !each.overdue(now)) {
        return false;
      }
      tally.look(each.id(), () -> !each.ended() && end(each));
    }
    return true;
  }

  private boolean end(SessionRecord session) {
    EndResult result =
        EndSession.timedOut(services.table(), services.replies(), services.clock(), session).run();
    return result instanceof EndResult.Ended;
  }
}
