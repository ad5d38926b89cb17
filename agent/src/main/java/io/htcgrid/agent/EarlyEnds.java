package io.htcgrid.agent;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.control.state.EndResult;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends sessions early: when their deadline has passed, or a task of a fail-fast one failed. */
final class EarlyEnds {
  private static final Logger LOG = LoggerFactory.getLogger(EarlyEnds.class);

  private final GridServices services;
  private final Repeats repeats;
  private final SessionCache sessions;

  EarlyEnds(Context context, SessionCache sessions) {
    this.services = context.services();
    this.repeats = context.repeats();
    this.sessions = sessions;
  }

  void timedOut(SessionRecord overdue) {
    end(
        overdue.id(),
        EndSession.timedOut(services.table(), services.replies(), services.clock(), overdue));
  }

  void failedFast(SessionRecord session, TaskId failed) {
    end(
        session.id(),
        new EndSession(
            services.table(),
            services.replies(),
            services.clock(),
            session.id(),
            SessionState.FAILED,
            EndReason.FAILED_FAST,
            "task " + failed.index() + " failed"));
  }

  private void end(SessionId session, EndSession protocol) {
    EndResult result = repeats.run("end session", protocol, () -> false);
    if (result instanceof EndResult.Ended ended) {
      sessions.put(ended.session());
      LOG.info(
          "session {} ended {}: {}",
          ended.session().id(),
          ended.session().state(),
          ended.session().endMessage());
    } else if (result instanceof EndResult.AlreadyEnded before) {
      sessions.put(before.stored());
    } else {
      sessions.forget(session);
    }
  }
}
