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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A state table in memory: the same answers as DynamoDB's, at once. */
public final class InMemoryStateTable implements StateTable {
  private final InMemorySessions sessions = new InMemorySessions();
  private final InMemoryPages pages = new InMemoryPages();
  private final InMemoryRuns runs = new InMemoryRuns();
  private final Map<String, ConnectorRecord> connectors = new TreeMap<>();
  private final Map<String, AgentRecord> agents = new TreeMap<>();
  private final InMemorySweeps sweeps = new InMemorySweeps();
  private final Map<String, FunctionVersion> functions = new TreeMap<>();
  private final Map<String, FunctionVersion> deletedFunctions = new HashMap<>();
  private GridSettings settings = GridSettings.DEFAULT;

  @Override
  public synchronized BeginResult begin(SessionRecord session, Instant now) {
    return sessions.begin(session, now);
  }

  @Override
  public synchronized LeaseResult renewSubmission(SessionId session, SubmitLease lease) {
    return sessions.renew(session, lease);
  }

  @Override
  public synchronized LeaseResult takeOverSubmission(
      SessionId session, SubmitLease lease, Instant now) {
    return sessions.takeOver(session, lease, now);
  }

  @Override
  public synchronized RegisterPageResult registerPage(
      PageDefinition definition, Instant expiresAt) {
    return pages.register(definition, expiresAt);
  }

  @Override
  public synchronized ActivateResult activate(SessionId session, String leaseOwner, int taskCount) {
    return sessions.activate(session, leaseOwner, taskCount);
  }

  @Override
  public synchronized ClaimResult claim(TaskId task, Claim claim, Instant now) {
    return runs.claim(task, claim, now);
  }

  @Override
  public synchronized ClaimResult takeOver(
      RunRecord seen, Claim claim, @Nullable BlobReference log, Instant now) {
    return runs.takeOver(seen, claim, log, now);
  }

  @Override
  public synchronized RunResult renew(
      TaskId task, String owner, int attempt, Instant leaseExpiresAt) {
    return runs.renew(task, owner, attempt, leaseExpiresAt);
  }

  @Override
  public synchronized RunResult renewWaiting(
      TaskId task, String owner, int attempt, Instant leaseExpiresAt) {
    return runs.renewWaiting(task, owner, attempt, leaseExpiresAt);
  }

  @Override
  public synchronized RunResult complete(
      TaskId task, String owner, int attempt, BlobReference result, Instant now) {
    return runs.complete(task, owner, attempt, result, now);
  }

  @Override
  public synchronized RunResult fail(
      TaskId task,
      String owner,
      int attempt,
      TaskError error,
      @Nullable BlobReference log,
      Instant now) {
    return runs.fail(task, owner, attempt, error, log, now);
  }

  @Override
  public synchronized RunResult retry(
      TaskId task,
      String owner,
      int attempt,
      TaskError error,
      @Nullable BlobReference log,
      Instant notBefore) {
    return runs.retry(task, owner, attempt, error, log, notBefore);
  }

  @Override
  public synchronized RunResult handBack(TaskId task, String owner, int attempt) {
    return runs.handBack(task, owner, attempt);
  }

  @Override
  public synchronized RunResult giveUp(
      RunRecord seen, TaskError error, @Nullable BlobReference log, Instant now) {
    return runs.giveUp(seen, error, log, now);
  }

  @Override
  public synchronized RunResult cancelTask(TaskId task, Instant now, Instant expiresAt) {
    return runs.cancel(task, now);
  }

  @Override
  public synchronized ProgressResult addProgress(
      PageId page, Outcomes outcomes, Instant expiresAt) {
    return pages.add(page, outcomes);
  }

  @Override
  public synchronized PageProgress seal(PageId page, Instant expiresAt) {
    return pages.seal(page);
  }

  @Override
  public synchronized CloseResult<GroupProgress> closePage(
      PageId page, OutcomeCounts counts, Instant expiresAt) {
    return pages.closePage(page, counts);
  }

  @Override
  public synchronized Optional<CloseResult<SessionRecord>> closeGroup(
      GroupId group, OutcomeCounts counts) {
    return sessions.closeGroup(group, counts);
  }

  @Override
  public synchronized EndResult end(
      SessionId session, SessionState state, EndReason reason, String message, Instant now) {
    return sessions.end(session, state, reason, message, now);
  }

  @Override
  public synchronized EndResult endSubmission(
      SessionId session,
      String leaseOwner,
      SessionState state,
      EndReason reason,
      String message,
      Instant now) {
    return sessions.endSubmission(session, leaseOwner, state, reason, message, now);
  }

  @Override
  public synchronized Optional<SessionRecord> raiseCancelCounter(SessionId session) {
    return sessions.raiseCancelCounter(session);
  }

  @Override
  public synchronized Optional<SessionRecord> readSession(SessionId session, Instant now) {
    return sessions.read(session, now);
  }

  @Override
  public synchronized List<SessionRecord> readSessionsEventually(
      Collection<SessionId> ids, Instant now) {
    return ids.stream().distinct().flatMap(id -> sessions.read(id, now).stream()).toList();
  }

  @Override
  public synchronized GroupProgress readGroup(GroupId group) {
    return pages.group(group);
  }

  @Override
  public synchronized Map<GroupId, GroupProgress> readGroupsEventually(Collection<GroupId> asked) {
    return asked.stream().distinct().collect(Collectors.toMap(Function.identity(), pages::group));
  }

  @Override
  public synchronized PageProgress readProgress(PageId page) {
    return pages.progress(page);
  }

  @Override
  public synchronized Map<PageId, PageProgress> readProgressEventually(Collection<PageId> asked) {
    return asked.stream()
        .distinct()
        .collect(Collectors.toMap(Function.identity(), pages::progress));
  }

  @Override
  public synchronized Optional<PageDefinition> readDefinitions(PageId page) {
    return Optional.ofNullable(pages.definitions(page));
  }

  @Override
  public synchronized Optional<RunRecord> readRun(TaskId task) {
    return Optional.ofNullable(runs.get(task));
  }

  @Override
  public synchronized PageContents readPage(PageId page) {
    Map<Integer, RunRecord> found = new HashMap<>();
    IntStream.range(page.firstIndex(), page.firstIndex() + PageId.TASKS)
        .mapToObj(index -> runs.get(new TaskId(page.session(), index)))
        .forEach(run -> addRun(found, run));
    return new PageContents(
        Optional.ofNullable(pages.definitions(page)), pages.progress(page), found);
  }

  @Override
  public synchronized SessionPage listOpen(int shard, @Nullable String cursor, int limit) {
    return InMemoryListing.list(
        sessions.all().stream().filter(each -> !each.ended()),
        shard,
        Comparator.comparing(SessionRecord::deadline),
        cursor,
        limit);
  }

  @Override
  public synchronized SessionPage listCreated(
      LocalDate day, int shard, @Nullable String cursor, int limit) {
    return InMemoryListing.list(
        sessions.all().stream()
            .filter(each -> LocalDate.ofInstant(each.createdAt(), ZoneOffset.UTC).equals(day)),
        shard,
        Comparator.comparing(SessionRecord::createdAt).reversed(),
        cursor,
        limit);
  }

  @Override
  public synchronized ReplyQueueResult addReplyQueue(SessionId session, String queue) {
    return sessions.addReplyQueue(session, queue);
  }

  @Override
  public synchronized void removeReplyQueue(SessionId session, String queue) {
    sessions.removeReplyQueue(session, queue);
  }

  @Override
  public synchronized void renewConnector(ConnectorRecord connector) {
    connectors.put(
        connector.id(),
        new ConnectorRecord(
            connector.id(),
            connector.replyQueue(),
            StoredTimes.of(connector.lastSeen()),
            StoredTimes.expiry(connector.expiresAt())));
  }

  @Override
  public synchronized void removeConnector(String connectorId) {
    connectors.remove(connectorId);
  }

  @Override
  public synchronized List<ConnectorRecord> listConnectors(int shard) {
    return connectors.values().stream()
        .filter(each -> StateTableSchema.shardOf(each.id()) == shard)
        .toList();
  }

  @Override
  public synchronized void reportAgent(AgentRecord agent) {
    agents.put(
        agent.id(),
        new AgentRecord(
            agent.id(),
            agent.host(),
            agent.version(),
            agent.slots(),
            agent.busy(),
            agent.draining(),
            StoredTimes.of(agent.lastSeen()),
            StoredTimes.expiry(agent.expiresAt())));
  }

  @Override
  public synchronized void removeAgent(String agentId) {
    agents.remove(agentId);
  }

  @Override
  public synchronized List<AgentRecord> listAgents(int shard) {
    return agents.values().stream()
        .filter(each -> StateTableSchema.shardOf(each.id()) == shard)
        .toList();
  }

  @Override
  public synchronized GridSettings readSettings() {
    return settings;
  }

  @Override
  public synchronized void writeSettings(GridSettings replacement) {
    settings = replacement;
  }

  @Override
  public synchronized GridSettings pause(Set<Integer> levels) {
    return changed(with(settings.pausedLevels(), levels), settings.draining());
  }

  @Override
  public synchronized GridSettings resume(Set<Integer> levels) {
    return changed(without(settings.pausedLevels(), levels), settings.draining());
  }

  @Override
  public synchronized GridSettings requestDrain(String agentId) {
    return changed(settings.pausedLevels(), with(settings.draining(), Set.of(agentId)));
  }

  @Override
  public synchronized GridSettings withdrawDrain(String agentId) {
    return changed(settings.pausedLevels(), without(settings.draining(), Set.of(agentId)));
  }

  private GridSettings changed(Set<Integer> paused, Set<String> draining) {
    settings = new GridSettings(paused, settings.retention(), draining, settings.functions());
    return settings;
  }

  private static <T> Set<T> with(Set<T> set, Set<T> more) {
    Set<T> all = new HashSet<>(set);
    all.addAll(more);
    return all;
  }

  private static <T> Set<T> without(Set<T> set, Set<T> fewer) {
    Set<T> rest = new HashSet<>(set);
    rest.removeAll(fewer);
    return rest;
  }

  @Override
  public synchronized FunctionVersion registerFunction(FunctionVersion version) {
    FunctionVersion kept = stored(version);
    FunctionVersion deleted = deletedFunctions.get(version.qualified());
    if (deleted != null && !deleted.sha256().equals(version.sha256())) {
      return deleted;
    }
    deletedFunctions.remove(version.qualified());
    FunctionVersion before = functions.putIfAbsent(version.qualified(), kept);
    return before == null ? kept : before;
  }

  private static FunctionVersion stored(FunctionVersion version) {
    return new FunctionVersion(
        version.name(),
        version.version(),
        version.sha256(),
        version.bytes(),
        version.files(),
        StoredTimes.of(version.pushedAt()));
  }

  @Override
  public synchronized void deleteFunction(FunctionVersion version) {
    functions.remove(version.qualified());
    deletedFunctions.put(version.qualified(), stored(version));
  }

  @Override
  public synchronized Optional<FunctionVersion> readFunction(String name, String version) {
    return Optional.ofNullable(functions.get(name + ":" + version));
  }

  @Override
  public synchronized List<FunctionVersion> listFunctions() {
    return List.copyOf(functions.values());
  }

  @Override
  public synchronized void activateFunction(String name, String version) {
    Map<String, String> active = new HashMap<>(settings.functions());
    active.put(name, version);
    activate(active);
  }

  @Override
  public synchronized void deactivateFunction(String name) {
    Map<String, String> active = new HashMap<>(settings.functions());
    active.remove(name);
    activate(active);
  }

  private void activate(Map<String, String> active) {
    settings =
        new GridSettings(
            settings.pausedLevels(), settings.retention(), settings.draining(), active);
  }

  @Override
  public synchronized Optional<String> readNote(String duty) {
    return sweeps.note(duty);
  }

  @Override
  public synchronized void writeNote(String duty, @Nullable String note) {
    sweeps.writeNote(duty, note);
  }

  @Override
  public synchronized List<ResendRecord> readResendsEventually(Collection<SessionId> ids) {
    return sweeps.resends(ids);
  }

  @Override
  public synchronized boolean writeResend(ResendRecord next) {
    return sweeps.writeResend(next);
  }

  /** As its pages' closing one by one would leave it. */
  public synchronized void putGroup(GroupProgress group) {
    pages.plant(group.group(), stored -> group);
  }

  // What only a defective table would do; for tests that must find it.

  /** Opens a sealed page again. */
  public synchronized void plantUnsealed(PageId page) {
    pages.plant(
        page,
        stored ->
            new PageProgress(page, stored.completed(), stored.failed(), stored.cancelled(), false));
  }

  /** Counts a page in its group once more, if it is there. */
  public synchronized void plantCountsAgain(PageId page, OutcomeCounts counts) {
    pages.plant(
        page.group(),
        stored ->
            stored.closedPages().contains(page.number())
                ? new GroupProgress(
                    stored.group(), stored.closedPages(), stored.counts().plus(counts))
                : stored);
  }

  /** Lowers a task's attempt. */
  public synchronized void plantLowerAttempt(TaskId task) {
    runs.plant(task, draft -> draft.attempt--);
  }

  /** Makes an ended session active again. */
  public synchronized void plantReopened(SessionId session) {
    sessions.plant(
        session,
        draft -> {
          if (draft.state.ended()) {
            draft.state = SessionState.ACTIVE;
          }
        });
  }

  private static void addRun(Map<Integer, RunRecord> found, @Nullable RunRecord run) {
    if (run != null) {
      found.put(run.task().index(), run);
    }
  }
}
