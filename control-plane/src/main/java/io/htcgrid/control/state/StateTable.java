package io.htcgrid.control.state;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.GridSettings;
import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.TaskError;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The truth about sessions and tasks. Each method is one call to the table and changes at most one
 * item, conditionally; a condition that does not hold is a typed result that carries what is
 * stored. Anything else that goes wrong (throttling, no permission, no connection) is the SDK's
 * exception.
 *
 * <p>Every method may be repeated after a lost reply: the repetition's result says what is stored.
 * Reads are strongly consistent unless their name says otherwise. Times are kept to the
 * millisecond, and when an item expires to the second, rounded up. Implementations are thread-safe.
 */
public interface StateTable extends SweepTable, FunctionTable {

  // Submitting

  /**
   * Puts a SUBMITTING session, unless one with its id is there; an expired one counts until {@link
   * SessionRecord#idFreeAt()}.
   *
   * @throws IllegalArgumentException when it is not SUBMITTING, or larger than an item may be
   */
  BeginResult begin(SessionRecord session, Instant now);

  /** Extends the submit lease that {@code lease.owner} holds on a SUBMITTING session. */
  LeaseResult renewSubmission(SessionId session, SubmitLease lease);

  /**
   * Gives the submit lease to {@code lease.owner} if the present one has run out by {@code now}.
   */
  LeaseResult takeOverSubmission(SessionId session, SubmitLease lease, Instant now);

  /**
   * Puts a page's definitions if absent.
   *
   * @param expiresAt when the table may drop the page
   * @throws IllegalArgumentException when a task's overrides are larger than {@link
   *     io.htcgrid.control.TaskOverrides#MAX_BYTES}; it names the task, and nothing is written
   */
  RegisterPageResult registerPage(PageDefinition definition, Instant expiresAt);

  /**
   * SUBMITTING to ACTIVE with the final number of tasks; the owner of the submit lease alone may.
   */
  ActivateResult activate(SessionId session, String leaseOwner, int taskCount);

  // Running

  /**
   * Claims a task without a run record, or PENDING and due. The try counts. The error and the log
   * of an earlier try stay until the task completes.
   */
  ClaimResult claim(TaskId task, Claim claim, Instant now);

  /**
   * Claims a RUNNING task whose lease was lost; refused if anything changed since it was seen. The
   * lost try counts if its lease was renewed after it began; if not, it counts as an unrenewed loss
   * instead. What is PENDING and due by now is not claimed: it is {@link ClaimResult.NotDue} until
   * {@code now}.
   *
   * @param seen the run record that an earlier claim was refused with
   * @param log where the history lies, the lost try included; null: it stays as it is
   * @throws IllegalArgumentException when the reference is longer than 128 bytes
   */
  ClaimResult takeOver(RunRecord seen, Claim claim, @Nullable BlobReference log, Instant now);

  /** As above, without a history. */
  default ClaimResult takeOver(RunRecord seen, Claim claim, Instant now) {
    return takeOver(seen, claim, null, now);
  }

  /** Extends the lease of a claim whose function runs: its loss counts as a try from now on. */
  RunResult renew(TaskId task, String owner, int attempt, Instant leaseExpiresAt);

  /**
   * Extends the lease of a claim whose function does not run: it waits for a slot, or its result is
   * being stored. Whether its loss counts as a try stays as it was.
   */
  RunResult renewWaiting(TaskId task, String owner, int attempt, Instant leaseExpiresAt);

  /**
   * RUNNING to COMPLETED.
   *
   * @throws IllegalArgumentException when the reference is longer than 128 bytes, which would make
   *     run records cost more than one write unit; so do {@code fail} and {@code retry} of the log
   */
  RunResult complete(TaskId task, String owner, int attempt, BlobReference result, Instant now);

  /** RUNNING to FAILED. */
  RunResult fail(
      TaskId task,
      String owner,
      int attempt,
      TaskError error,
      @Nullable BlobReference log,
      Instant now);

  /** RUNNING to PENDING, to be claimed again at {@code notBefore}; the try counts. */
  RunResult retry(
      TaskId task,
      String owner,
      int attempt,
      TaskError error,
      @Nullable BlobReference log,
      Instant notBefore);

  /** RUNNING to PENDING at once; the try is given back, the attempt number stays. */
  RunResult handBack(TaskId task, String owner, int attempt);

  /**
   * RUNNING with a lost lease to FAILED; refused if anything changed since it was seen.
   *
   * @param log as that of {@link #takeOver(RunRecord, Claim, BlobReference, Instant)}
   */
  RunResult giveUp(RunRecord seen, TaskError error, @Nullable BlobReference log, Instant now);

  /** As above, without a history. */
  default RunResult giveUp(RunRecord seen, TaskError error, Instant now) {
    return giveUp(seen, error, null, now);
  }

  /** PENDING (or no run record) or RUNNING to CANCELLED. */
  RunResult cancelTask(TaskId task, Instant now, Instant expiresAt);

  // Progress

  /**
   * Adds outcomes to a page that is not sealed. The indexes must be terminal in their run records.
   *
   * @throws IllegalArgumentException when the page does not hold an index
   */
  ProgressResult addProgress(PageId page, Outcomes outcomes, Instant expiresAt);

  /** Seals a page; sealing again changes nothing. */
  PageProgress seal(PageId page, Instant expiresAt);

  /** Counts a complete page in its group, once. */
  CloseResult<GroupProgress> closePage(PageId page, OutcomeCounts counts, Instant expiresAt);

  /**
   * Counts a complete group in its session, once; also when the session is ended already. Empty:
   * there is no such session (any more).
   */
  Optional<CloseResult<SessionRecord>> closeGroup(GroupId group, OutcomeCounts counts);

  /**
   * SUBMITTING or ACTIVE to an ended state.
   *
   * @throws IllegalStateException when the session is SUBMITTING and was to become COMPLETED
   */
  EndResult end(
      SessionId session, SessionState state, EndReason reason, String message, Instant now);

  /**
   * As {@link #end}, for a session that is still SUBMITTING and whose submit lease is {@code
   * leaseOwner}'s: whoever lost it ends nothing.
   *
   * @throws IllegalStateException when it was to become COMPLETED, whatever is stored
   */
  EndResult endSubmission(
      SessionId session,
      String leaseOwner,
      SessionState state,
      EndReason reason,
      String message,
      Instant now);

  /**
   * Raises a session's cancel counter, so that agents renew what they hold of it at once. Empty:
   * there is no such session (any more). A repetition raises it again, which does no harm.
   */
  Optional<SessionRecord> raiseCancelCounter(SessionId session);

  // Reading

  /** Empty: there is none, or it has expired by {@code now}. */
  Optional<SessionRecord> readSession(SessionId session, Instant now);

  /**
   * As {@link #readSession}, for many and eventually consistent, in as many calls as they have
   * hundreds. Those that are there, in the order asked for.
   */
  List<SessionRecord> readSessionsEventually(Collection<SessionId> sessions, Instant now);

  /** Empty progress when nothing is closed yet. */
  GroupProgress readGroup(GroupId group);

  /**
   * As {@link #readGroup}, eventually consistent, in as many calls as there are hundreds of groups.
   * Every group asked for is in the result.
   */
  Map<GroupId, GroupProgress> readGroupsEventually(Collection<GroupId> groups);

  /** Empty progress when nothing ended yet. */
  PageProgress readProgress(PageId page);

  /**
   * As {@link #readProgress}, eventually consistent, in as many calls as there are hundreds of
   * pages. Every page asked for is in the result.
   */
  Map<PageId, PageProgress> readProgressEventually(Collection<PageId> pages);

  Optional<PageDefinition> readDefinitions(PageId page);

  Optional<RunRecord> readRun(TaskId task);

  /** All that is stored of a page, in one call (several when larger than 1 MB). */
  PageContents readPage(PageId page);

  /**
   * Sessions that have not ended, the next deadline first; eventually consistent, from the index.
   * Expired ones that the table has not dropped yet may be among them: read them before use.
   *
   * @param cursor that the part before gave; null: from the beginning
   * @param limit how many at most, 1 or more
   * @throws IllegalArgumentException when the cursor is none
   */
  SessionPage listOpen(int shard, @Nullable String cursor, int limit);

  /** Sessions created on a day (UTC), newest first; eventually consistent, from the index. */
  SessionPage listCreated(LocalDate day, int shard, @Nullable String cursor, int limit);

  /** Over how many shards the two indexes spread; shards are 0 to this, exclusive. */
  int INDEX_SHARDS = 16;

  // Reply queues, agents, settings

  /**
   * Names a reply queue in a session, unless it has {@link SessionRecord#MAX_REPLY_QUEUES} already.
   * Their order is not kept.
   */
  ReplyQueueResult addReplyQueue(SessionId session, String queue);

  /** Takes a reply queue out of a session. */
  void removeReplyQueue(SessionId session, String queue);

  /** Says that a connector lives and owns a reply queue. */
  void renewConnector(ConnectorRecord connector);

  void removeConnector(String connectorId);

  List<ConnectorRecord> listConnectors(int shard);

  /** Says that an agent lives. */
  void reportAgent(AgentRecord agent);

  void removeAgent(String agentId);

  List<AgentRecord> listAgents(int shard);

  /** {@link GridSettings#DEFAULT} unless set. */
  GridSettings readSettings();

  /** Replaces all settings; the last writer wins. */
  void writeSettings(GridSettings settings);

  /**
   * Adds paused levels and leaves all other settings as they are, so that operators who change them
   * at the same time do not undo each other's; so do the three below.
   *
   * @param levels one or more
   * @return the settings from now on
   */
  GridSettings pause(Set<Integer> levels);

  /** Takes levels out of the paused ones. */
  GridSettings resume(Set<Integer> levels);

  /** Asks an agent to finish what it holds and stop, whether it lives or not. */
  GridSettings requestDrain(String agentId);

  /** Takes such a request back; also when there is none. */
  GridSettings withdrawDrain(String agentId);
}
