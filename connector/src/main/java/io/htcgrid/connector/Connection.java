package io.htcgrid.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.ConnectorThreads;
import io.htcgrid.connector.submit.Submitter;
import io.htcgrid.connector.watch.OutcomePipeline;
import io.htcgrid.connector.watch.Selection;
import io.htcgrid.connector.watch.SessionCounts;
import io.htcgrid.connector.watch.Watcher;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import java.time.Duration;

/**
 * What one open {@link HtcGrid} and its sessions share.
 *
 * @param retention how long the grid keeps sessions
 */
record Connection(
    GridServices services,
    ConnectorThreads threads,
    Calls calls,
    Watcher watcher,
    Submitter submitter,
    Retention retention,
    ObjectMapper json,
    GridErrors errors,
    AutoCloseable clients)
    implements AutoCloseable {

  Session session(SessionId id) {
    return new Session(this, id);
  }

  /** Reads a session; ends it when it is overdue. */
  SessionRecord read(SessionId session) {
    return calls.once(() -> watcher.reads().read(session));
  }

  /**
   * The session if it has ended by now.
   *
   * @param waited for so long, in vain
   * @throws AwaitTimeoutException when it has not
   */
  SessionRecord endedOrLate(SessionId id, Duration waited) {
    SessionRecord session = read(id);
    if (session.ended()) {
      return session;
    }
    throw new AwaitTimeoutException(waited, status(session));
  }

  SessionStatus status(SessionRecord session) {
    return SessionStatus.of(
        new SessionCounts(watcher.reads(), services.table(), calls).view(session));
  }

  /** How many tasks can be listed: of a session that is SUBMITTING, those registered so far. */
  int tasksToList(SessionRecord session) {
    int size = calls.once(() -> watcher.reads().size(session));
    if (size >= 0) {
      return size;
    }
    SubmitLease lease = session.submitLease();
    return lease == null ? 0 : (lease.highestPage() + 1) * PageId.TASKS;
  }

  OutcomeStream outcomes(SessionId session, Selection selection) {
    return new OutcomeStream(watcher.read(session, selection), errors, json);
  }

  Subscription listen(SessionId session, OutcomeListener listener) {
    OutcomePipeline pipeline = watcher.read(session, Selection.AS_THEY_END);
    OutcomePump pump =
        new OutcomePump(pipeline, listener, threads.callbacks(), threads.timer(), errors, json);
    pump.start();
    return pump;
  }

  /** Wakes whoever waits, with an error, and ends everything that was started. */
  @Override
  public void close() {
    if (calls.lifetime().isClosed()) {
      return;
    }
    calls.lifetime().close();
    watcher.close();
    threads.close();
    try {
      clients.close();
    } catch (Exception e) {
      throw new GridBugException(e);
    }
  }
}
