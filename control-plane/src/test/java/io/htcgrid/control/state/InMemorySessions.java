package io.htcgrid.control.state;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SessionStates;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sessions of {@link InMemoryStateTable}. Not thread-safe. */
final class InMemorySessions {
  private final Map<SessionId, SessionRecord> sessions = new HashMap<>();

  Collection<SessionRecord> all() {
    return sessions.values();
  }

  Optional<SessionRecord> read(SessionId session, Instant now) {
    return Optional.ofNullable(unexpired(session, now));
  }

  BeginResult begin(SessionRecord session, Instant now) {
    // Refuses what DynamoDB would.
    var unused = DynamoSubmission.itemOf(session);
    SessionRecord stored = sessions.get(session.id());
    return stored == null || !stored.idFreeAt().isAfter(now)
        ? new BeginResult.Begun(put(new SessionDraft(session)))
        : new BeginResult.Exists(stored);
  }

  LeaseResult renew(SessionId session, SubmitLease lease) {
    SessionRecord stored = sessions.get(session);
    if (stored == null) {
      return new LeaseResult.NoSession();
    }
    return owns(stored, lease.owner()) ? held(stored, lease) : new LeaseResult.Refused(stored);
  }

  LeaseResult takeOver(SessionId session, SubmitLease lease, Instant now) {
    SessionRecord stored = unexpired(session, now);
    if (stored == null) {
      return new LeaseResult.NoSession();
    }
    SubmitLease held = stored.submitLease();
    boolean free =
        stored.state() == SessionState.SUBMITTING
            && (held == null || !held.expiresAt().isAfter(now));
    return free || owns(stored, lease.owner())
        ? held(stored, lease)
        : new LeaseResult.Refused(stored);
  }

  ActivateResult activate(SessionId session, String leaseOwner, int taskCount) {
    if (taskCount < 1 || taskCount > TaskId.MAX_TASKS) {
      throw new IllegalArgumentException("session " + session + " has " + taskCount + " tasks");
    }
    SessionRecord stored = sessions.get(session);
    if (stored == null) {
      return new ActivateResult.NoSession();
    }
    if (!owns(stored, leaseOwner)) {
      return new ActivateResult.Refused(stored);
    }
    SessionDraft draft = change(stored, SessionState.ACTIVE);
    draft.taskCount = taskCount;
    draft.submitLease = null;
    return new ActivateResult.Activated(put(draft));
  }

  EndResult end(
      SessionId session, SessionState state, EndReason reason, String message, Instant now) {
    checkEnds(session, state);
    SessionRecord stored = unexpired(session, now);
    if (stored == null) {
      return new EndResult.NoSession();
    }
    if (stored.ended()) {
      return new EndResult.AlreadyEnded(stored);
    }
    SessionDraft draft = change(stored, state);
    draft.endedAt = now;
    draft.endReason = reason;
    draft.endMessage = message;
    return new EndResult.Ended(put(draft));
  }

  EndResult endSubmission(
      SessionId session,
      String leaseOwner,
      SessionState state,
      EndReason reason,
      String message,
      Instant now) {
    checkEnds(session, state);
    checkAllowed(SessionState.SUBMITTING, state);
    SessionRecord stored = unexpired(session, now);
    return stored == null || stored.ended() || owns(stored, leaseOwner)
        ? end(session, state, reason, message, now)
        : new EndResult.LeaseLost(stored);
  }

  Optional<CloseResult<SessionRecord>> closeGroup(GroupId group, OutcomeCounts counts) {
    SessionRecord stored = sessions.get(group.session());
    if (stored == null) {
      return Optional.empty();
    }
    SessionDraft draft = new SessionDraft(stored);
    if (!draft.closedGroups.add(group.number())) {
      return Optional.of(new CloseResult.AlreadyClosed<>(stored));
    }
    draft.counts = stored.counts().plus(counts);
    return Optional.of(new CloseResult.Closed<>(put(draft)));
  }

  Optional<SessionRecord> raiseCancelCounter(SessionId session) {
    return update(session, draft -> draft.cancelCounter++);
  }

  ReplyQueueResult addReplyQueue(SessionId session, String queue) {
    Optional<SessionRecord> now =
        update(
            session,
            draft -> {
              if (draft.replyQueues.size() < SessionRecord.MAX_REPLY_QUEUES) {
                draft.replyQueues.add(queue);
              }
            });
    if (now.isEmpty()) {
      return new ReplyQueueResult.NoSession();
    }
    return now.get().replyQueues().contains(queue)
        ? new ReplyQueueResult.Named(now.get())
        : new ReplyQueueResult.Full(now.get());
  }

  void removeReplyQueue(SessionId session, String queue) {
    update(session, draft -> draft.replyQueues.remove(queue));
  }

  private LeaseResult held(SessionRecord stored, SubmitLease lease) {
    SessionDraft draft = new SessionDraft(stored);
    draft.submitLease = lease;
    return new LeaseResult.Held(put(draft));
  }

  private static boolean owns(SessionRecord stored, String owner) {
    SubmitLease held = stored.submitLease();
    return stored.state() == SessionState.SUBMITTING && held != null && held.owner().equals(owner);
  }

  private Optional<SessionRecord> update(SessionId session, Consumer<SessionDraft> change) {
    SessionRecord stored = sessions.get(session);
    if (stored == null) {
      return Optional.empty();
    }
    SessionDraft draft = new SessionDraft(stored);
    change.accept(draft);
    return Optional.of(put(draft));
  }

  void plant(SessionId session, Consumer<SessionDraft> change) {
    var unused = update(session, change);
  }

  private static SessionDraft change(SessionRecord stored, SessionState to) {
    checkAllowed(stored.state(), to);
    SessionDraft draft = new SessionDraft(stored);
    draft.state = to;
    return draft;
  }

  private static void checkEnds(SessionId session, SessionState state) {
    if (!state.ended()) {
      throw new IllegalArgumentException("session " + session + " cannot end as " + state);
    }
  }

  private static void checkAllowed(SessionState from, SessionState to) {
    if (!SessionStates.allows(from, to)) {
      throw new IllegalStateException("no session goes from " + from + " to " + to);
    }
  }

  private @Nullable SessionRecord unexpired(SessionId session, Instant now) {
    SessionRecord stored = sessions.get(session);
    return stored == null || !stored.expiresAt().isAfter(now) ? null : stored;
  }

  private SessionRecord put(SessionDraft draft) {
    SessionRecord session = draft.done();
    sessions.put(session.id(), session);
    return session;
  }
}
