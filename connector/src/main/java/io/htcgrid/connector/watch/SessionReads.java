package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.BestEffortReplies;
import io.htcgrid.connector.calls.ServiceFault;
import io.htcgrid.connector.submit.Submitter;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import java.util.Optional;

/**
 * Reads sessions, and ends one that it sees overdue: whoever first sees a deadline passed does. A
 * reader that may not write returns what is stored. Makes its calls once, on the calling thread;
 * thread-safe.
 */
public final class SessionReads {
  private final GridServices services;

  public SessionReads(GridServices services) {
    this.services = services;
  }

  public Optional<SessionRecord> find(SessionId session) {
    return services.table().readSession(session, services.clock().instant()).map(this::timely);
  }

  /**
   * Reads a session that should be there.
   *
   * @throws UnknownSessionException when it is not
   */
  public SessionRecord read(SessionId session) {
    return find(session).orElseThrow(() -> new UnknownSessionException(session));
  }

  /** Whether its deadline passed and nobody ended it. */
  public boolean isOverdue(SessionRecord session) {
    return session.overdue(services.clock().instant());
  }

  private SessionRecord timely(SessionRecord session) {
    if (!isOverdue(session)) {
      return session;
    }
    try {
      EndSession.timedOut(
              services.table(),
              new BestEffortReplies(services.replies()),
              services.clock(),
              session)
          .run();
    } catch (RuntimeException e) {
      if (ServiceFault.of(e) != ServiceFault.DENIED) {
        throw e;
      }
      return session;
    }
    return services.table().readSession(session.id(), services.clock().instant()).orElse(session);
  }

  /**
   * How many tasks a session has: once ACTIVE, as it says; when it ended before, as many as are
   * registered without a gap; -1 while nobody knows.
   */
  public int size(SessionRecord session) {
    if (session.sized()) {
      return session.taskCount();
    }
    return session.ended() ? registered(session.id()) : -1;
  }

  private int registered(SessionId session) {
    // Pages are registered nearly in order: double until one is missing, then halve.
    int full = -1;
    int missing = 0;
    while (missing < PageId.MAX_PAGES && tasksIn(session, missing) == PageId.TASKS) {
      full = missing;
      missing = Math.min(PageId.MAX_PAGES, missing * 2 + 1);
    }
    while (missing - full > 1) {
      int middle = (missing + full) / 2;
      if (tasksIn(session, middle) == PageId.TASKS) {
        full = middle;
      } else {
        missing = middle;
      }
    }
    // That may have jumped over a page that came after others, which were under way with it.
    for (int page = Math.max(0, missing - Submitter.PAGES_AT_ONCE); page < missing; page++) {
      int tasks = tasksIn(session, page);
      if (tasks < PageId.TASKS) {
        return page * PageId.TASKS + tasks;
      }
    }
    int more = missing < PageId.MAX_PAGES ? tasksIn(session, missing) : 0;
    return missing * PageId.TASKS + more;
  }

  private int tasksIn(SessionId session, int page) {
    return services
        .table()
        .readDefinitions(new PageId(session, page))
        .map(definitions -> definitions.tasks().size())
        .orElse(0);
  }
}
