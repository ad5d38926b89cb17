package io.htcgrid.control.state;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.data.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A session being changed. */
final class SessionDraft {
  private final SessionId id;
  private final SessionSettings settings;
  private final @Nullable String clientToken;
  private final String settingsDigest;
  private final Instant createdAt;
  private final Instant deadline;
  private final Instant expiresAt;
  SessionState state;
  @Nullable SubmitLease submitLease;
  int taskCount;
  final Set<Integer> closedGroups;
  OutcomeCounts counts;
  int cancelCounter;
  final Set<String> replyQueues;
  @Nullable Instant endedAt;
  @Nullable EndReason endReason;
  @Nullable String endMessage;

  SessionDraft(SessionRecord session) {
    id = session.id();
    settings = session.settings();
    clientToken = session.clientToken();
    settingsDigest = session.settingsDigest();
    createdAt = StoredTimes.of(session.createdAt());
    deadline = StoredTimes.of(session.deadline());
    expiresAt = StoredTimes.expiry(session.expiresAt());
    state = session.state();
    submitLease = session.submitLease();
    taskCount = session.taskCount();
    closedGroups = new TreeSet<>(session.closedGroups());
    counts = session.counts();
    cancelCounter = session.cancelCounter();
    replyQueues = new TreeSet<>(session.replyQueues());
    endedAt = session.endedAt();
    endReason = session.endReason();
    endMessage = session.endMessage();
  }

  SessionRecord done() {
    SubmitLease lease = submitLease;
    return new SessionRecord(
        id,
        state,
        settings,
        clientToken,
        settingsDigest,
        createdAt,
        deadline,
        expiresAt,
        lease == null
            ? null
            : new SubmitLease(
                lease.owner(), StoredTimes.of(lease.expiresAt()), lease.highestPage()),
        taskCount,
        closedGroups,
        counts,
        cancelCounter,
        List.copyOf(replyQueues),
        StoredTimes.ofNullable(endedAt),
        endReason,
        endMessage);
  }
}
