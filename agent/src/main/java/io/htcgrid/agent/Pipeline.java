package io.htcgrid.agent;

import io.htcgrid.agent.delivery.DeliveringInvoker;
import io.htcgrid.agent.invoke.FunctionInvoker;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.data.ResultWriter;
import io.htcgrid.data.ResultWriterSettings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects an agent's stages, and stops them in the order in which tasks pass through them. */
final class Pipeline {
  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  /** Threads that claim, and as many that finish: DynamoDB answers in a few milliseconds. */
  private static final int CLAIM_THREADS = 8;

  private static final int FINISH_THREADS = 8;
  private static final int COMMIT_THREADS = 4;
  private static final int NOTIFY_THREADS = 4;
  private static final int HEARTBEAT_THREADS = 4;
  private static final int HAND_BACK_THREADS = 4;

  /** Above what rooms and seats allow, so that no stage ever refuses a task. */
  private static final int POOL_BOUND = 8192;

  /** Tasks between their slot and the end of their commit, above which nothing is received. */
  private static final int MOST_LEAVING = 512;

  /** How much longer than the grace the writes may take when the agent stops. */
  private static final Duration FLUSH = Duration.ofSeconds(10);

  private static final Duration TIDY_INTERVAL = Duration.ofMinutes(1);
  private static final Duration SESSION_WATCH_INTERVAL = Duration.ofMillis(500);

  private final AgentSettings settings;
  private final Threads threads;
  private final StopSignal draining = new StopSignal();
  private final StopSignal cutoff = new StopSignal();
  private final AtomicBoolean drainBegun = new AtomicBoolean();
  private final PrometheusMeterRegistry registry;
  private final Context context;
  private final HeldTasks heldTasks = new HeldTasks();
  private final ReadyTasks ready = new ReadyTasks();
  private final FunctionInvoker invoker;
  private final @Nullable DeliveringInvoker delivering;
  private final Room room;
  private final ReceivePlan receivePlan;
  private final ExecutorService claimPool;
  private final ExecutorService finishPool;
  private final ExecutorService commitPool;
  private final ExecutorService notifyPool;
  private final ExecutorService heartbeatPool;
  private final ExecutorService handBackPool;
  private final ExecutorService pollPool;
  private final Acknowledger acknowledger;
  private final HandBacks handBacks;
  private final ResultWriter results;
  private final Payloads payloads;
  private final Slots slots;
  private final Intake intake;
  private final LongPolls longPolls;
  private final Heartbeat heartbeat;
  private final Visibility visibility;
  private final SessionWatch sessionWatch;
  private final Surplus surplus;
  private final Presence presence;
  private final MetricLines metricLines;
  private final List<Periodic> heartbeats = new CopyOnWriteArrayList<>();
  private final List<Periodic> watches = new CopyOnWriteArrayList<>();
  private volatile @Nullable SettingsWatch settingsWatch;
  private volatile @Nullable Receiver receiver;
  private @Nullable HealthPage page;

  Pipeline(
      AgentSettings settings,
      GridServices services,
      GridServices heartbeatServices,
      FunctionInvoker invoker) {
    this.settings = settings;
    this.threads = new Threads(settings.id());
    this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().commonTags("grid", services.config().grid(), "agent", settings.id());
    AgentMetrics metrics = new AgentMetrics(registry);
    ServiceHealth health = new ServiceHealth(metrics, Elapsed.SYSTEM);
    Repeats repeats = new Repeats(health, cutoff);
    this.context =
        new Context(settings, services, Elapsed.SYSTEM, threads, metrics, health, repeats);
    Path versions = settings.versions();
    this.delivering =
        versions == null
            ? null
            : DeliveringInvoker.over(invoker, versions, services, metrics, context::nanos);
    this.invoker = delivering == null ? invoker : delivering;
    this.claimPool = threads.pool("claim", CLAIM_THREADS, POOL_BOUND);
    this.finishPool = threads.pool("finish", FINISH_THREADS, POOL_BOUND);
    this.commitPool = threads.pool("commit", COMMIT_THREADS, POOL_BOUND);
    this.notifyPool = threads.pool("notify", NOTIFY_THREADS, POOL_BOUND);
    this.heartbeatPool = threads.pool("renew", HEARTBEAT_THREADS, POOL_BOUND);
    this.handBackPool = threads.pool("hand-back", HAND_BACK_THREADS, POOL_BOUND);
    int levels = services.queues().levels();
    this.pollPool = threads.pool("poll", levels, levels);

    SessionCache sessions = new SessionCache(context);
    EarlyEnds earlyEnds = new EarlyEnds(context, sessions);
    this.acknowledger = Acknowledger.start(context);
    MessageEnds messageEnds = new MessageEnds(context, acknowledger);
    this.handBacks = new HandBacks(context, acknowledger, handBackPool);
    PageCommits pages =
        new PageCommits(context, new Notices(context, notifyPool), earlyEnds, sessions, commitPool);
    this.results = ResultWriter.start(services.blobs(), ResultWriterSettings.DEFAULT);
    Finisher finisher =
        new Finisher(
            context,
            new ResultStore(context, results, finishPool),
            pages,
            acknowledger,
            messageEnds,
            finishPool,
            FINISH_THREADS);
    PrefetchPlan prefetch = new PrefetchPlan(settings.prefetch());
    this.payloads = Payloads.start(context, ready, prefetch, finisher);
    Context apart = context.over(heartbeatServices);
    this.heartbeat = new Heartbeat(apart, heldTasks, pages, messageEnds, heartbeatPool);
    this.slots =
        Slots.start(
            context,
            ready,
            this.invoker,
            prefetch,
            new Slots.Next(finisher, handBacks, heartbeat),
            draining);
    this.room =
        new Room(settings.slots(), MOST_LEAVING, () -> prefetch.target(slots.runningNanos()));
    this.receivePlan = new ReceivePlan(levels);
    Claims claims =
        new Claims(
            context,
            owner(settings),
            sessions,
            earlyEnds,
            new Claims.Next(
                payloads,
                heldTasks,
                pages,
                acknowledger,
                messageEnds,
                new TryHistory(context, results)),
            draining,
            claimPool);
    this.intake = new Intake(context, room, receivePlan, claims, acknowledger, draining);
    this.longPolls = new LongPolls(context, receivePlan, intake, draining, pollPool);
    this.visibility = new Visibility(apart, heldTasks);
    this.sessionWatch =
        new SessionWatch(
            apart, sessions, heldTasks, new EarlyEnds(apart, sessions), heartbeat, acknowledger);
    this.surplus = new Surplus(context, heldTasks, room, handBacks);
    this.presence = new Presence(apart, slots::busy, draining::raised);
    this.metricLines =
        new MetricLines(metrics, services.config().grid(), settings.id(), services.clock());
    gauges(metrics);
  }

  /** New for every process, so that an agent that was started again is not taken for itself. */
  private static String owner(AgentSettings settings) {
    return settings.id() + "/" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }

  private void gauges(AgentMetrics metrics) {
    metrics.gauge("slots", "Tasks that may run at once", settings::slots);
    metrics.gauge("busy", "Slots that run a task", slots::busy);
    metrics.gauge("prefetched", "Tasks that are ready for a slot", ready::size);
    metrics.gauge(
        "held",
        "Tasks that this agent holds a claim on",
        () -> heldTasks.in(EnumSet.of(Phase.WAITING, Phase.RUNNING, Phase.FINISHING)).size());
  }

  /**
   * Takes up work.
   *
   * @param drain what to do when an operator asks to drain, or the instance will be taken away
   */
  void start(Runnable drain) {
    if (settings.healthPort() >= 0) {
      page = HealthPage.start(settings, this::health, this::metrics, threads);
    }
    HeartbeatPlan plan = new HeartbeatPlan(settings.lease());
    heartbeats.add(Periodic.start(threads, "heartbeat", plan.tick(), heartbeat::beat));
    heartbeats.add(Periodic.start(threads, "visibility", plan.tick(), visibility::renew));
    heartbeats.add(
        Periodic.start(threads, "session-watch", SESSION_WATCH_INTERVAL, sessionWatch::look));
    // An agent that drains is listed until it has: with a long grace that may take hours.
    heartbeats.add(Periodic.start(threads, "presence", Presence.INTERVAL, presence::report));
    SettingsWatch following =
        new SettingsWatch(context, receivePlan, longPolls, this::followFunctions, drain);
    settingsWatch = following;
    following.look();
    watch("settings", settings.settingsEvery(), following::look);
    watch("metric-lines", MetricLines.INTERVAL, metricLines::tell);
    watch("surplus", Surplus.INTERVAL, surplus::giveBack);
    DeliveringInvoker deliveries = delivering;
    if (deliveries != null) {
      watch("versions", TIDY_INTERVAL, deliveries::tidy);
    }
    receiver = Receiver.start(context, room, receivePlan, intake, longPolls, draining);
    URI metadata = settings.spotNotices();
    if (metadata != null) {
      SpotNotices notices = new SpotNotices(metadata, drain);
      watch("spot", SpotNotices.INTERVAL, notices::look);
    }
    LOG.info(
        "agent {} works for grid {} with {} slots",
        settings.id(),
        context.services().config().grid(),
        settings.slots());
  }

  private void watch(String name, Duration interval, Runnable duty) {
    Periodic watch = Periodic.start(threads, name, interval, duty);
    watches.add(watch);
    if (draining.raised()) {
      // The first look at the settings found a request to drain, whose thread may have been here.
      watch.close();
    }
  }

  private void followFunctions(Map<String, String> active) {
    if (delivering != null) {
      delivering.follow(active);
    }
  }

  AgentSettings settings() {
    return settings;
  }

  Threads threads() {
    return threads;
  }

  String metrics() {
    return registry.scrape();
  }

  int healthPort() {
    return page == null ? -1 : page.port();
  }

  Health health() {
    List<String> reasons = new ArrayList<>();
    boolean live = true;
    if (!draining.raised()) {
      List<String> ended = threads.ended();
      ended.forEach(name -> reasons.add("thread " + name + " has ended"));
      live = receiver != null && ended.isEmpty();
      if (receiver == null) {
        reasons.add("the agent is starting");
      }
    } else {
      reasons.add("the agent drains");
    }
    context.health().troubles().forEach((what, why) -> reasons.add(what + " fails: " + why));
    return new Health(live, live && reasons.isEmpty(), reasons);
  }

  /** From now on nothing is received. Returns whether this is the first call. */
  boolean beginDrain() {
    if (!drainBegun.compareAndSet(false, true)) {
      return false;
    }
    draining.raise();
    room.close();
    longPolls.wake();
    return true;
  }

  /** Ends what runs, gives back what waits, writes what has ended, and stops all threads. */
  void drain() {
    LOG.info("agent {} drains", settings.id());
    long graceEnds = context.nanos() + settings.drainGrace().toNanos();
    long writesEnd = graceEnds + FLUSH.toNanos();
    // Now, not at the next report: whoever looks sees why it takes nothing.
    Thread telling = threads.create("presence-draining", presence::report);
    if (!heartbeats.isEmpty()) {
      telling.start();
    }
    Receiver receiving = receiver;
    if (receiving != null) {
      receiving.close();
    }
    watches.forEach(Periodic::close);
    pollPool.shutdown();
    Threads.end(claimPool, FLUSH);
    giveBack(EnumSet.of(Phase.WAITING), writesEnd);
    ready.close();
    if (!slots.join(until(graceEnds))) {
      LOG.info("agent {} stops what still runs after {}", settings.id(), settings.drainGrace());
    }
    giveBack(EnumSet.of(Phase.WAITING, Phase.RUNNING), writesEnd);
    flush(writesEnd);
    heartbeats.forEach(Periodic::close);
    heartbeatPool.shutdownNow();
    Threads.end(telling, FLUSH);
    presence.remove();
    SettingsWatch followed = settingsWatch;
    if (followed != null) {
      followed.takeBackRequest();
    }
    cutoff.raise();
    if (!slots.join(Duration.ofSeconds(2))) {
      LOG.warn("agent {} leaves behind a slot that does not end", settings.id());
    }
    payloads.close();
    handBackPool.shutdownNow();
    Threads.end(finishPool, Duration.ofSeconds(1));
    Thread closing = threads.create("results", results::close);
    closing.start();
    Threads.end(closing, FLUSH);
    Threads.end(commitPool, Duration.ofSeconds(1));
    Threads.end(notifyPool, Duration.ofSeconds(1));
    invoker.close();
    HealthPage shown = page;
    if (shown != null) {
      shown.close();
    }
    metricLines.tell();
    LOG.info("agent {} has stopped", settings.id());
  }

  private Duration until(long end) {
    return Duration.ofNanos(Math.max(0, end - context.nanos()));
  }

  private void giveBack(Set<Phase> phases, long end) {
    handBacks.handBack(heldTasks.in(phases), "the agent stops", until(end));
  }

  private void flush(long end) {
    try {
      if (!room.awaitEmpty(until(end).toNanos())) {
        LOG.warn("agent {} stops before all was written; others will repeat it", settings.id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    acknowledger.close();
  }
}
