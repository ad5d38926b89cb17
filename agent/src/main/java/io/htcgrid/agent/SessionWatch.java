package io.htcgrid.agent;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.data.SessionId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads the sessions of what the agent holds again when they are two seconds old. Functions of an
 * ended session stop at once; when a task was cancelled singly, what is held of its session is
 * renewed at once, which finds it.
 */
final class SessionWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);
  private static final Set<Phase> UNDECIDED = EnumSet.of(Phase.WAITING, Phase.RUNNING);

  private final Context context;
  private final SessionCache sessions;
  private final HeldTasks heldTasks;
  private final EarlyEnds earlyEnds;
  private final Heartbeat heartbeat;
  private final Acknowledger acknowledger;
  private final Set<SessionId> unreadable = new HashSet<>();

  SessionWatch(
      Context context,
      SessionCache sessions,
      HeldTasks heldTasks,
      EarlyEnds earlyEnds,
      Heartbeat heartbeat,
      Acknowledger acknowledger) {
    this.context = context;
    this.sessions = sessions;
    this.heldTasks = heldTasks;
    this.earlyEnds = earlyEnds;
    this.heartbeat = heartbeat;
    this.acknowledger = acknowledger;
  }

  /** Looks at each session once; to be repeated twice a second. */
  void look() {
    Map<SessionId, List<HeldTask>> held = heldTasks.bySession(UNDECIDED);
    unreadable.retainAll(held.keySet());
    held.forEach(this::look);
  }

  /** One that cannot be read keeps no other from being looked at. */
  private void look(SessionId id, List<HeldTask> tasks) {
    try {
      follow(id, tasks);
    } catch (SdkException e) {
      context.health().failed("read session", e);
    } catch (RuntimeException e) {
      if (unreadable.add(id)) {
        LOG.error("session {} cannot be looked at; its end will not stop its functions", id, e);
      }
    }
  }

  private void follow(SessionId id, List<HeldTask> tasks) {
    SessionRecord session = sessions.known(id).orElseGet(() -> readAgain(id));
    if (session != null && session.overdue(context.services().clock().instant())) {
      earlyEnds.timedOut(session);
      session = sessions.known(id).orElse(session);
    }
    if (session == null || session.ended()) {
      stop(tasks, session == null ? "gone" : session.state().name());
      return;
    }
    renewIfCancelled(session.cancelCounter(), tasks);
  }

  private @Nullable SessionRecord readAgain(SessionId id) {
    GridServices services = context.services();
    SessionRecord read = services.table().readSession(id, services.clock().instant()).orElse(null);
    context.health().worked("read session");
    if (read != null) {
      sessions.put(read);
    }
    return read;
  }

  private void renewIfCancelled(int counter, List<HeldTask> tasks) {
    List<HeldTask> doubtful = tasks.stream().filter(held -> held.cancelsSeen() < counter).toList();
    doubtful.forEach(held -> held.cancelsSeen(counter));
    heartbeat.renew(doubtful);
  }

  private void stop(List<HeldTask> tasks, String state) {
    int stopped = 0;
    for (HeldTask held : tasks) {
      if (held.stop(context.nanos())) {
        acknowledger.delete(held.received().level(), held.received().receipt());
        context.metrics().message(MessageFate.STALE);
        stopped++;
      }
    }
    if (stopped > 0) {
      LOG.info(
          "session {} is {}: {} of its tasks were dropped, their functions stopped",
          tasks.get(0).id().session(),
          state,
          stopped);
    }
  }
}
