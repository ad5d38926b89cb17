package io.htcgrid.control;

import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session as the state table holds it.
 *
 * @param settingsDigest of the settings and, with a client token, what tells two submissions apart
 * @param clientToken the caller's own name for this submission, if it gave one
 * @param deadline past it, the session has failed
 * @param expiresAt past it, the session is treated as absent
 * @param taskCount final once ACTIVE; -1 before
 * @param closedGroups groups whose every task is terminal
 * @param counts outcomes in the closed groups
 * @param cancelCounter rises with every task cancelled singly
 * @param replyQueues whom to notify; {@link #MAX_REPLY_QUEUES} at most
 * @param endedAt and endReason, endMessage: once ended; no reason when a later release gave one
 *     that this does not know
 */
public record SessionRecord(
    SessionId id,
    SessionState state,
    SessionSettings settings,
    @Nullable String clientToken,
    String settingsDigest,
    Instant createdAt,
    Instant deadline,
    Instant expiresAt,
    @Nullable SubmitLease submitLease,
    int taskCount,
    Set<Integer> closedGroups,
    OutcomeCounts counts,
    int cancelCounter,
    List<String> replyQueues,
    @Nullable Instant endedAt,
    @Nullable EndReason endReason,
    @Nullable String endMessage) {
  public static final int MAX_REPLY_QUEUES = 5;

  public SessionRecord {
    closedGroups = Set.copyOf(closedGroups);
    replyQueues = List.copyOf(replyQueues);
  }

  /**
   * When the table may drop its pages: never before the session itself, so that no page outlives
   * doubt.
   */
  public Instant pagesExpireAt() {
    return expiresAt.plus(Duration.ofDays(2));
  }

  /**
   * When its id may be another session's, which a client token makes possible: its pages have been
   * dropped by then. DynamoDB drops what expired within a few days.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html">DynamoDB:
   *     time to live</a>
   */
  public Instant idFreeAt() {
    return pagesExpireAt().plus(Duration.ofDays(7));
  }

  /** The message group of its tasks. */
  public String fairShareKey() {
    String key = settings.fairShareKey();
    return key == null ? id.value() : key;
  }

  public boolean ended() {
    return state.ended();
  }

  public boolean overdue(Instant now) {
    return !ended() && !now.isBefore(deadline);
  }

  /** Whether {@link #taskCount} is final. */
  public boolean sized() {
    return taskCount >= 0;
  }

  public int pageCount() {
    return (taskCount + PageId.TASKS - 1) / PageId.TASKS;
  }

  public int groupCount() {
    return (pageCount() + GroupId.PAGES - 1) / GroupId.PAGES;
  }

  /** How many tasks the given page has; only when {@link #sized()}. */
  public int tasksIn(int page) {
    return Math.min(PageId.TASKS, taskCount - page * PageId.TASKS);
  }

  /** How many pages the given group has; only when {@link #sized()}. */
  public int pagesIn(int group) {
    return Math.min(GroupId.PAGES, pageCount() - group * GroupId.PAGES);
  }
}
