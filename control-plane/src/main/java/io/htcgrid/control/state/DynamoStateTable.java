package io.htcgrid.control.state;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.FunctionVersion;
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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The state table in DynamoDB. {@link StateTableSchema} tells what the table must look like. The
 * client stays its owner's to close.
 */
public final class DynamoStateTable implements StateTable {
  private final DynamoSubmission submission;
  private final DynamoSessions sessions;
  private final DynamoClaims claims;
  private final DynamoRuns runs;
  private final DynamoProgress progress;
  private final DynamoReading reading;
  private final DynamoListing listing;
  private final DynamoRegistry registry;
  private final DynamoSweeps sweeps;
  private final DynamoFunctions functions;

  public DynamoStateTable(DynamoDbClient client, String table) {
    this(client, table, wait -> LockSupport.parkNanos(wait.toNanos()));
  }

  /**
   * @param waiting waits before a throttled batch is read again
   */
  DynamoStateTable(DynamoDbClient client, String table, Consumer<Duration> waiting) {
    ItemTable items = new ItemTable(client, table, new BatchReads(waiting));
    submission = new DynamoSubmission(items);
    sessions = new DynamoSessions(items);
    claims = new DynamoClaims(items);
    runs = new DynamoRuns(items);
    progress = new DynamoProgress(items);
    reading = new DynamoReading(items);
    listing = new DynamoListing(items);
    registry = new DynamoRegistry(items);
    sweeps = new DynamoSweeps(items);
    functions = new DynamoFunctions(items);
  }

  @Override
  public BeginResult begin(SessionRecord session, Instant now) {
    return submission.begin(session, now);
  }

  @Override
  public LeaseResult renewSubmission(SessionId session, SubmitLease lease) {
    return submission.renew(session, lease);
  }

  @Override
  public LeaseResult takeOverSubmission(SessionId session, SubmitLease lease, Instant now) {
    return submission.takeOver(session, lease, now);
  }

  @Override
  public RegisterPageResult registerPage(PageDefinition definition, Instant expiresAt) {
    return submission.registerPage(definition, expiresAt);
  }

  @Override
  public ActivateResult activate(SessionId session, String leaseOwner, int taskCount) {
    return submission.activate(session, leaseOwner, taskCount);
  }

  @Override
  public ClaimResult claim(TaskId task, Claim claim, Instant now) {
    return claims.claim(task, claim, now);
  }

  @Override
  public ClaimResult takeOver(
      RunRecord seen, Claim claim, @Nullable BlobReference log, Instant now) {
    return claims.takeOver(seen, claim, log, now);
  }

  @Override
  public RunResult renew(TaskId task, String owner, int attempt, Instant leaseExpiresAt) {
    return runs.renew(task, owner, attempt, leaseExpiresAt);
  }

  @Override
  public RunResult renewWaiting(TaskId task, String owner, int attempt, Instant leaseExpiresAt) {
    return runs.renewWaiting(task, owner, attempt, leaseExpiresAt);
  }

  @Override
  public RunResult complete(
      TaskId task, String owner, int attempt, BlobReference result, Instant now) {
    return runs.complete(task, owner, attempt, result, now);
  }

  @Override
  public RunResult fail(
      TaskId task,
      String owner,
      int attempt,
      TaskError error,
      @Nullable BlobReference log,
      Instant now) {
    return runs.fail(task, owner, attempt, error, log, now);
  }

  @Override
  public RunResult retry(
      TaskId task,
      String owner,
      int attempt,
      TaskError error,
      @Nullable BlobReference log,
      Instant notBefore) {
    return runs.retry(task, owner, attempt, error, log, notBefore);
  }

  @Override
  public RunResult handBack(TaskId task, String owner, int attempt) {
    return runs.handBack(task, owner, attempt);
  }

  @Override
  public RunResult giveUp(
      RunRecord seen, TaskError error, @Nullable BlobReference log, Instant now) {
    return runs.giveUp(seen, error, log, now);
  }

  @Override
  public RunResult cancelTask(TaskId task, Instant now, Instant expiresAt) {
    return runs.cancel(task, now, expiresAt);
  }

  @Override
  public ProgressResult addProgress(PageId page, Outcomes outcomes, Instant expiresAt) {
    return progress.add(page, outcomes, expiresAt);
  }

  @Override
  public PageProgress seal(PageId page, Instant expiresAt) {
    return progress.seal(page, expiresAt);
  }

  @Override
  public CloseResult<GroupProgress> closePage(
      PageId page, OutcomeCounts counts, Instant expiresAt) {
    return progress.closePage(page, counts, expiresAt);
  }

  @Override
  public Optional<CloseResult<SessionRecord>> closeGroup(GroupId group, OutcomeCounts counts) {
    return sessions.closeGroup(group, counts);
  }

  @Override
  public EndResult end(
      SessionId session, SessionState state, EndReason reason, String message, Instant now) {
    return sessions.end(session, state, reason, message, now);
  }

  @Override
  public EndResult endSubmission(
      SessionId session,
      String leaseOwner,
      SessionState state,
      EndReason reason,
      String message,
      Instant now) {
    return sessions.endSubmission(session, leaseOwner, state, reason, message, now);
  }

  @Override
  public Optional<SessionRecord> raiseCancelCounter(SessionId session) {
    return sessions.raiseCancelCounter(session);
  }

  @Override
  public Optional<SessionRecord> readSession(SessionId session, Instant now) {
    return reading.session(session, now);
  }

  @Override
  public List<SessionRecord> readSessionsEventually(Collection<SessionId> sessions, Instant now) {
    return reading.sessionsEventually(sessions, now);
  }

  @Override
  public GroupProgress readGroup(GroupId group) {
    return reading.group(group);
  }

  @Override
  public Map<GroupId, GroupProgress> readGroupsEventually(Collection<GroupId> groups) {
    return reading.groupsEventually(groups);
  }

  @Override
  public PageProgress readProgress(PageId page) {
    return reading.progress(page);
  }

  @Override
  public Map<PageId, PageProgress> readProgressEventually(Collection<PageId> pages) {
    return reading.progressEventually(pages);
  }

  @Override
  public Optional<PageDefinition> readDefinitions(PageId page) {
    return reading.definitions(page);
  }

  @Override
  public Optional<RunRecord> readRun(TaskId task) {
    return reading.run(task);
  }

  @Override
  public PageContents readPage(PageId page) {
    return reading.page(page);
  }

  @Override
  public SessionPage listOpen(int shard, @Nullable String cursor, int limit) {
    return listing.open(shard, cursor, limit);
  }

  @Override
  public SessionPage listCreated(LocalDate day, int shard, @Nullable String cursor, int limit) {
    return listing.created(day, shard, cursor, limit);
  }

  @Override
  public ReplyQueueResult addReplyQueue(SessionId session, String queue) {
    return sessions.addReplyQueue(session, queue);
  }

  @Override
  public void removeReplyQueue(SessionId session, String queue) {
    sessions.removeReplyQueue(session, queue);
  }

  @Override
  public void renewConnector(ConnectorRecord connector) {
    registry.renewConnector(connector);
  }

  @Override
  public void removeConnector(String connectorId) {
    registry.removeConnector(connectorId);
  }

  @Override
  public List<ConnectorRecord> listConnectors(int shard) {
    return registry.connectors(shard);
  }

  @Override
  public void reportAgent(AgentRecord agent) {
    registry.reportAgent(agent);
  }

  @Override
  public void removeAgent(String agentId) {
    registry.removeAgent(agentId);
  }

  @Override
  public List<AgentRecord> listAgents(int shard) {
    return registry.agents(shard);
  }

  @Override
  public GridSettings readSettings() {
    return registry.settings();
  }

  @Override
  public void writeSettings(GridSettings settings) {
    registry.writeSettings(settings);
  }

  @Override
  public GridSettings pause(Set<Integer> levels) {
    return registry.pause(levels);
  }

  @Override
  public GridSettings resume(Set<Integer> levels) {
    return registry.resume(levels);
  }

  @Override
  public GridSettings requestDrain(String agentId) {
    return registry.requestDrain(agentId);
  }

  @Override
  public GridSettings withdrawDrain(String agentId) {
    return registry.withdrawDrain(agentId);
  }

  @Override
  public FunctionVersion registerFunction(FunctionVersion version) {
    return functions.register(version);
  }

  @Override
  public void deleteFunction(FunctionVersion version) {
    functions.delete(version);
  }

  @Override
  public Optional<FunctionVersion> readFunction(String name, String version) {
    return functions.read(name, version);
  }

  @Override
  public List<FunctionVersion> listFunctions() {
    return functions.list();
  }

  @Override
  public void activateFunction(String name, String version) {
    functions.activate(name, version);
  }

  @Override
  public void deactivateFunction(String name) {
    functions.deactivate(name);
  }

  @Override
  public Optional<String> readNote(String duty) {
    return sweeps.note(duty);
  }

  @Override
  public void writeNote(String duty, @Nullable String note) {
    sweeps.writeNote(duty, note);
  }

  @Override
  public List<ResendRecord> readResendsEventually(Collection<SessionId> ids) {
    return sweeps.resendsEventually(ids);
  }

  @Override
  public boolean writeResend(ResendRecord next) {
    return sweeps.writeResend(next);
  }
}
