package io.htcgrid.agent;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.control.protocol.Protocol;
import io.htcgrid.control.state.EndResult;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends sessions early: when their deadline has passed, or a task of a fail-fast one failed. Threads
 * that have other work do this, so it is not repeated for long: who sees the session next, or the
 * sweeper, ends it. Thread-safe.
 */
final class EarlyEnds {
  private static final Logger LOG = LoggerFactory.getLogger(EarlyEnds.class);

  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Context context;
  private final GridServices services;
  private final Repeats repeats;
  private final SessionCache sessions;

  EarlyEnds(Context context, SessionCache sessions) {
    this.context = context;
    this.services = context.services();
    this.repeats = context.repeats();
    this.sessions = sessions;
  }

  void timedOut(SessionRecord overdue) {
    end(
        overdue.id(),
        EndSession.timedOut(services.table(), services.replies(), services.clock(), overdue));
  }

  /** Returns whether the session is known to have ended; if not, somebody has to do this again. */
  boolean failedFast(SessionRecord session, TaskId failed) {
    return end(
        session.id(),
        EndSession.failedFast(services.table(), services.replies(), services.clock(), failed));
  }

  private boolean end(SessionId session, EndSession protocol) {
    long begin = context.nanos();
    Telling telling = new Telling(session, protocol);
    EndResult result =
        repeats.run("end session", telling, () -> context.nanos() - begin >= LONGEST.toNanos());
    if (result instanceof EndResult.Ended ended) {
      sessions.put(ended.session());
      LOG.info(
          "session {} ended {}: {}",
          ended.session().id(),
          ended.session().state(),
          ended.session().endMessage());
    } else if (result instanceof EndResult.AlreadyEnded before) {
      sessions.put(before.stored());
    } else if (telling.begun) {
      LOG.warn("session {} ended, but not all of its connectors could be told", session);
    } else {
      sessions.forget(session);
      return result != null;
    }
    return true;
  }

  /** Makes known here that a session has ended before its connectors are told. */
  private final class Telling implements Protocol<EndResult> {
    private final SessionId session;
    private final EndSession protocol;
    private boolean begun;

    Telling(SessionId session, EndSession protocol) {
      this.session = session;
      this.protocol = protocol;
    }

    @Override
    public @Nullable EndResult step() {
      EndResult result = protocol.step();
      if (result == null && !begun) {
        begun = true;
        sessions.forget(session);
        sessions.read(session);
      }
      return result;
    }
  }
}
