package io.htcgrid.control.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.FunctionVersion;
import io.htcgrid.control.GridSettings;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Random calls of a state table: few sessions, tasks, owners and moments, so that calls meet; two
 * of three speak for whoever holds a claim or lease, the others for somebody else.
 */
final class RandomCalls {
  private static final int LAST_OF_GROUP = GroupId.PAGES * PageId.TASKS - 1;
  private static final List<Integer> INDEXES = List.of(0, 1, 99, 100, LAST_OF_GROUP);
  private static final List<String> OWNERS = List.of("a", "b", "");
  private static final String TOO_LONG = "x".repeat(RunCodec.MAX_REFERENCE_BYTES);

  /** Some finer than a table keeps; the last when a session and then its pages have expired. */
  private static final List<Duration> MOMENTS =
      List.of(
          Duration.ZERO,
          Duration.ofNanos(400_000),
          Duration.ofSeconds(30),
          Duration.ofMillis(30_500),
          Duration.ofSeconds(36).plusNanos(1),
          Duration.ofMinutes(11),
          Duration.ofHours(2),
          Duration.ofDays(16),
          Duration.ofDays(25));

  private final Random random;
  private final StateTable table;
  private final StateTable known;
  private final List<SessionId> sessions;
  private final List<Consumer<StateTable>> kinds;

  /**
   * @param seed also makes the sessions' ids
   * @param table to be called
   * @param known tells what is stored in it, so that calls fit
   */
  RandomCalls(long seed, StateTable table, StateTable known) {
    this.random = new Random(seed);
    this.table = table;
    this.known = known;
    this.sessions =
        IntStream.range(0, 2)
            .mapToObj(i -> SessionId.ofToken("random calls", seed + "/" + i))
            .toList();
    this.kinds =
        List.of(
            // Twice where most sequences need it.
            this::begin,
            this::renewSubmission,
            this::takeOverSubmission,
            this::registerPage,
            this::activate,
            this::claim,
            this::claim,
            this::claim,
            this::claim,
            this::takeOver,
            this::takeOver,
            this::renew,
            this::renewWaiting,
            this::complete,
            this::fail,
            this::retry,
            this::retry,
            this::handBack,
            this::giveUp,
            this::cancelTask,
            this::addProgress,
            this::addProgress,
            this::seal,
            this::closePage,
            this::closeGroup,
            this::end,
            this::endSubmission,
            to -> to.raiseCancelCounter(session()),
            this::addReplyQueue,
            this::addReplyQueue,
            to -> to.removeReplyQueue(session(), queue()),
            to -> to.readSession(session(), now()),
            to -> to.readRun(task()),
            to -> to.readDefinitions(page()),
            to -> to.readProgress(page()),
            to -> to.readSessionsEventually(List.of(session(), session()), now()),
            to -> to.readProgressEventually(List.of(page(), page())),
            to -> to.readGroupsEventually(List.of(page().group(), page().group())),
            this::sweep,
            this::list,
            this::registry,
            this::settings,
            this::functions);
  }

  /** Begins the sessions, or not. */
  void begin() {
    sessions.forEach(session -> unlessRefused(to -> begin(to, session)));
  }

  /** Makes one call, and now and then the same once more, as after a lost reply. */
  void make() {
    Consumer<StateTable> kind = any(kinds);
    long seed = random.nextLong();
    int times = random.nextInt(8) == 0 ? 2 : 1;
    for (int i = 0; i < times; i++) {
      random.setSeed(seed);
      unlessRefused(kind);
    }
  }

  private void unlessRefused(Consumer<StateTable> call) {
    try {
      call.accept(table);
    } catch (IllegalArgumentException | IllegalStateException e) {
      // By both tables.
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  /** Reads all that there may be. */
  void readAll() {
    for (SessionId session : sessions) {
      table.readSession(session, Samples.NOW);
      table.readGroup(new GroupId(session, 0));
      table.readResendsEventually(List.of(session));
      INDEXES.stream()
          .map(index -> new TaskId(session, index).page())
          .distinct()
          .forEach(table::readPage);
      int shard = StateTableSchema.shardOf(session);
      table.listOpen(shard, null, 1000);
      table.listCreated(LocalDate.ofInstant(Samples.NOW, ZoneOffset.UTC), shard, null, 1000);
    }
    table.readSettings();
    OWNERS.forEach(this::listRegistered);
  }

  private void begin(StateTable to) {
    begin(to, session());
  }

  private void begin(StateTable to, SessionId id) {
    SessionSettings settings =
        switch (random.nextInt(12)) {
          case 0 -> tagged("x".repeat(ItemSize.MAX_BYTES));
          case 1, 2 -> Samples.fullSettings(null);
          default -> Samples.settings();
        };
    // Unlike any other, so that listings have one order.
    Instant created = Samples.NOW.plusMillis(random.nextInt(3_600_000)).plusNanos(7);
    SessionRecord session =
        Samples.session(
            id,
            settings,
            random.nextBoolean() ? null : "token",
            created,
            new SubmitLease(owner(), now().plusSeconds(30), random.nextInt(3) - 1),
            random.nextBoolean() ? List.of() : List.of("q1", "q0"));
    to.begin(random.nextInt(12) == 0 ? ended(session) : session, now());
  }

  private static SessionRecord ended(SessionRecord session) {
    SessionDraft draft = new SessionDraft(session);
    draft.state = SessionState.FAILED;
    return draft.done();
  }

  private static SessionSettings tagged(String tag) {
    SessionSettings plain = Samples.settings();
    return new SessionSettings(
        plain.function(),
        plain.launch(),
        plain.priority(),
        null,
        plain.timeout(),
        null,
        plain.retry(),
        false,
        Map.of("tag", tag),
        null);
  }

  private void renewSubmission(StateTable to) {
    SessionId session = session();
    to.renewSubmission(session, new SubmitLease(submitter(session), now(), random.nextInt(9)));
  }

  private void takeOverSubmission(StateTable to) {
    Instant now = now();
    to.takeOverSubmission(session(), new SubmitLease(owner(), now.plusSeconds(30), 0), now);
  }

  private void registerPage(StateTable to) {
    to.registerPage(Samples.page(page(), 1 + random.nextInt(2)), Samples.EXPIRY);
  }

  private void activate(StateTable to) {
    SessionId session = session();
    int count = any(List.of(0, 1, 2, 101, TaskId.MAX_TASKS, TaskId.MAX_TASKS + 1));
    to.activate(session, submitter(session), count);
  }

  private void claim(StateTable to) {
    Instant now = now();
    to.claim(task(), claimAt(now), now);
  }

  private Claim claimAt(Instant now) {
    String owner = any(List.of("a", "b"));
    return new Claim(owner, owner + random.nextInt(3), now.plusSeconds(30), expiry());
  }

  private void takeOver(StateTable to) {
    Instant now = now();
    RunRecord seen = seen();
    if (seen != null) {
      to.takeOver(seen, claimAt(now), log(), now);
    }
  }

  /** What is stored, or nearly. */
  private @Nullable RunRecord seen() {
    RunRecord stored = known.readRun(task()).orElse(null);
    if (stored == null || stored.state() != TaskState.RUNNING || random.nextInt(4) > 0) {
      return stored;
    }
    RunDraft stale = new RunDraft(stored);
    switch (random.nextInt(4)) {
      case 0 -> stale.attempt--;
      case 1 -> stale.owner = owner();
      case 2 -> stale.leaseExpiresAt = now();
      default -> stale.leaseExpiresAt = null;
    }
    return stale.done();
  }

  /** Whom a call speaks for: the task's holder, or its earlier self, or another. */
  private RunRecord holder(TaskId task) {
    RunRecord stored = known.readRun(task).orElse(null);
    RunDraft holder = stored == null ? new RunDraft(task) : new RunDraft(stored);
    switch (random.nextInt(6)) {
      case 0 -> holder.owner = owner();
      case 1 -> holder.attempt--;
      default -> {
        return holder.done();
      }
    }
    return holder.done();
  }

  private void renew(StateTable to) {
    RunRecord run = holder(task());
    to.renew(run.task(), run.owner(), run.attempt(), now().plusSeconds(30));
  }

  private void renewWaiting(StateTable to) {
    RunRecord run = holder(task());
    to.renewWaiting(run.task(), run.owner(), run.attempt(), now().plusSeconds(30));
  }

  private void complete(StateTable to) {
    RunRecord run = holder(task());
    BlobReference result =
        random.nextInt(12) == 0 ? new BlobReference(TOO_LONG, 0, 1, 1) : Samples.RESULT;
    to.complete(run.task(), run.owner(), run.attempt(), result, now());
  }

  private void fail(StateTable to) {
    RunRecord run = holder(task());
    to.fail(run.task(), run.owner(), run.attempt(), error(), log(), now());
  }

  private void retry(StateTable to) {
    RunRecord run = holder(task());
    to.retry(run.task(), run.owner(), run.attempt(), error(), log(), now());
  }

  private void handBack(StateTable to) {
    RunRecord run = holder(task());
    to.handBack(run.task(), run.owner(), run.attempt());
  }

  private void giveUp(StateTable to) {
    RunRecord seen = seen();
    if (seen != null) {
      to.giveUp(seen, error(), log(), now());
    }
  }

  private void cancelTask(StateTable to) {
    to.cancelTask(task(), now(), Samples.EXPIRY);
  }

  private void addProgress(StateTable to) {
    to.addProgress(page(), new Outcomes(indexes(), indexes(), indexes()), Samples.EXPIRY);
  }

  private Set<Integer> indexes() {
    Set<Integer> some = new HashSet<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      some.add(any(INDEXES));
    }
    return some;
  }

  private void seal(StateTable to) {
    to.seal(page(), Samples.EXPIRY);
  }

  private void closePage(StateTable to) {
    to.closePage(page(), counts(), Samples.EXPIRY);
  }

  private void closeGroup(StateTable to) {
    to.closeGroup(new GroupId(session(), random.nextInt(3)), counts());
  }

  private OutcomeCounts counts() {
    return new OutcomeCounts(random.nextInt(3), random.nextInt(3), random.nextInt(3));
  }

  private void end(StateTable to) {
    to.end(session(), anyState(), anyReason(), "why", now());
  }

  private void endSubmission(StateTable to) {
    SessionId session = session();
    to.endSubmission(session, submitter(session), anyState(), anyReason(), "", now());
  }

  private SessionState anyState() {
    return any(List.of(SessionState.values()));
  }

  private EndReason anyReason() {
    return any(List.of(EndReason.values()));
  }

  private void addReplyQueue(StateTable to) {
    to.addReplyQueue(session(), queue());
  }

  private void sweep(StateTable to) {
    String duty = "duty-" + owner();
    switch (random.nextInt(6)) {
      case 0 -> to.writeNote(duty, random.nextBoolean() ? null : "n" + random.nextInt(3));
      case 1 -> to.readNote(duty);
      case 2 -> to.readResendsEventually(List.of(session(), session()));
      default -> to.writeResend(resend(session()));
    }
  }

  /** One of three that follows what is stored. */
  private ResendRecord resend(SessionId session) {
    int stored =
        known.readResendsEventually(List.of(session)).stream()
            .mapToInt(ResendRecord::version)
            .sum();
    return new ResendRecord(
        session,
        stored + random.nextInt(3),
        random.nextInt(3),
        now(),
        random.nextInt(2),
        random.nextInt(3) - 1,
        random.nextBoolean() ? null : owner(),
        random.nextBoolean() ? null : now(),
        expiry());
  }

  private void list(StateTable to) {
    int shard = StateTableSchema.shardOf(session());
    String cursor = random.nextInt(4) == 0 ? "none of these" : null;
    int limit = 1 + random.nextInt(3);
    if (random.nextBoolean()) {
      to.listOpen(shard, cursor, limit);
    } else {
      to.listCreated(LocalDate.ofInstant(now(), ZoneOffset.UTC), shard, cursor, limit);
    }
  }

  private void registry(StateTable to) {
    String id = "id-" + owner();
    switch (random.nextInt(5)) {
      case 0 -> to.renewConnector(new ConnectorRecord(id, queue(), now(), expiry()));
      case 1 -> to.removeConnector(id);
      case 2 ->
          to.reportAgent(
              new AgentRecord(id, "host", "1", 8, 3, random.nextBoolean(), now(), expiry()));
      case 3 -> to.removeAgent(id);
      default -> listRegistered(owner());
    }
  }

  private void settings(StateTable to) {
    String id = "id-" + owner();
    switch (random.nextInt(5)) {
      case 0 -> to.pause(Set.of(random.nextInt(3)));
      case 1 -> to.resume(Set.of(random.nextInt(3)));
      case 2 -> to.requestDrain(id);
      case 3 -> to.withdrawDrain(id);
      default ->
          to.writeSettings(
              new GridSettings(
                  random.nextBoolean() ? Set.of() : Set.of(1, 2),
                  Duration.ofDays(1 + random.nextInt(3)),
                  random.nextBoolean() ? Set.of() : Set.of("a"),
                  random.nextBoolean() ? Map.of() : Map.of("value", "v1")));
    }
  }

  private void functions(StateTable to) {
    String version = "v" + random.nextInt(2);
    switch (random.nextInt(6)) {
      case 0 -> to.registerFunction(function());
      case 1 -> to.activateFunction("price", version);
      case 2 -> to.readFunction("price", version);
      case 3 -> to.deleteFunction(function());
      case 4 -> to.deactivateFunction("price");
      default -> to.listFunctions();
    }
  }

  private FunctionVersion function() {
    return new FunctionVersion(
        "price",
        "v" + random.nextInt(2),
        Integer.toString(random.nextInt(2)).repeat(64),
        1024,
        3,
        now().plusNanos(random.nextInt(2)));
  }

  private void listRegistered(String owner) {
    int shard = StateTableSchema.shardOf("id-" + owner);
    table.listConnectors(shard);
    table.listAgents(shard);
  }

  private String submitter(SessionId session) {
    SubmitLease held =
        known.readSession(session, Samples.NOW).map(SessionRecord::submitLease).orElse(null);
    return held == null || random.nextInt(3) == 0 ? owner() : held.owner();
  }

  private TaskError error() {
    return random.nextBoolean()
        ? Samples.ERROR
        : new TaskError(FailureKind.TASK_TIMED_OUT, "", "ü".repeat(300));
  }

  private @Nullable BlobReference log() {
    return switch (random.nextInt(12)) {
      case 0 -> new BlobReference(TOO_LONG, 0, 1, 1);
      case 1, 2, 3, 4 -> Samples.LOG;
      default -> null;
    };
  }

  private SessionId session() {
    return any(sessions);
  }

  private TaskId task() {
    return new TaskId(session(), any(INDEXES));
  }

  private PageId page() {
    return task().page();
  }

  private String owner() {
    return any(OWNERS);
  }

  private String queue() {
    return "q" + random.nextInt(SessionRecord.MAX_REPLY_QUEUES + 2);
  }

  private Instant now() {
    // Early moments more often: late ones find what has expired.
    int latest = random.nextInt(4) == 0 ? MOMENTS.size() : MOMENTS.size() - 2;
    return Samples.NOW.plus(MOMENTS.get(random.nextInt(latest)));
  }

  private static Instant expiry() {
    return Samples.EXPIRY.plusNanos(1);
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
