package io.htcgrid.bench.chaos;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.embedded.faults.Fault;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Runs tasks on a grid whose agents are killed and frozen, whose services fail, and whose functions
 * misbehave, and checks every outcome.
 */
public final class Chaos {
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration LONGEST_TICK = Duration.ofSeconds(2);
  private static final Duration TELL = Duration.ofSeconds(2);
  private static final Duration GOODBYE = Duration.ofSeconds(15);

  private final PrintStream out;
  private final PrintStream progress;
  private final LongSupplier nanos = System::nanoTime;

  /**
   * @param out the table and, last, one line for programs
   * @param progress how far it is, while it runs
   */
  public Chaos(PrintStream out, PrintStream progress) {
    this.out = out;
    this.progress = progress;
  }

  /**
   * Runs, checks and prints. All processes that it started are gone when it returns, and when the
   * JVM is told to end before; so are its files then.
   */
  public ChaosResult run(ChaosSettings settings) throws IOException, InterruptedException {
    ChaosFolder folder = ChaosFolder.create();
    ChaosResult result;
    try (Interruption interruption = Interruption.of(folder, progress)) {
      result = run(settings, folder, interruption);
    }
    new ChaosReport(out).print(settings, result);
    if (result.isRight()) {
      folder.delete();
    } else {
      progress.println("the logs of all agents are in " + folder.agents());
    }
    return result;
  }

  private ChaosResult run(ChaosSettings settings, ChaosFolder folder, Interruption interruption)
      throws IOException, InterruptedException {
    ChaosFaults faults = new ChaosFaults(settings.seed(), settings.faults(), settings.duplicates());
    try (LocalGrid local = LocalGrid.start(grid());
        AgentFleet fleet =
            new AgentFleet(settings, local.config(), folder, InstantSource.system());
        GridClients failing =
            GridClients.builder(local.config()).interceptor(faults.injector()).open();
        GridClients sound = GridClients.open(local.config())) {
      interruption.kills(fleet);
      return run(settings, folder, fleet, failing, sound, faults);
    }
  }

  private static LocalGridSettings grid() {
    return LocalGridSettings.defaults().withName("chaos").withAgents(0).withSweepInterval(SWEEP);
  }

  private ChaosResult run(
      ChaosSettings settings,
      ChaosFolder folder,
      AgentFleet fleet,
      GridClients failing,
      GridClients sound,
      ChaosFaults faults)
      throws IOException, InterruptedException {
    long begin = nanos.getAsLong();
    List<ChaosSession> sessions;
    try (HtcGrid connector = HtcGrid.connect(failing.services())) {
      sessions = sessions(settings, connector);
      work(settings, fleet, faults, sessions);
    }
    Duration time = Duration.ofNanos(nanos.getAsLong() - begin);
    fleet.close();
    progress.println("checking every outcome ...");
    try (HtcGrid other = HtcGrid.connect(sound.services())) {
      sessions.forEach(session -> session.check(other, sound.services()));
    }
    return result(settings, folder, fleet, sessions, faults, time);
  }

  private static List<ChaosSession> sessions(ChaosSettings settings, HtcGrid connector) {
    long lease = settings.lease().toMillis();
    List<ChaosSession> sessions = new ArrayList<>();
    sessions.add(
        new ChaosSession(
            connector,
            ChaosSession.PATIENT,
            new SessionLedger(
                "session", settings.tasks(), i -> ChaosTask.of(settings.seed(), i, lease))));
    if (settings.killers() > 0) {
      sessions.add(
          new ChaosSession(
              connector,
              RetryPolicy.DEFAULT,
              new SessionLedger(
                  "killers",
                  settings.killers(),
                  i -> ChaosTask.killer(settings.seed(), i, lease))));
    }
    return sessions;
  }

  /** Strikes until all sessions have ended, or nothing ends any more. */
  private void work(
      ChaosSettings settings, AgentFleet fleet, ChaosFaults faults, List<ChaosSession> sessions)
      throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(sessions.size());
    try {
      CompletableFuture<Void> all =
          CompletableFuture.allOf(
              sessions.stream()
                  .map(session -> CompletableFuture.runAsync(session, threads))
                  .toArray(CompletableFuture<?>[]::new));
      Struggle struggle = new Struggle(settings, fleet, faults, sessions);
      while (!hasEnded(all) && struggle.goesOn()) {
        struggle.tick();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean hasEnded(CompletableFuture<Void> all) throws InterruptedException {
    try {
      all.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a session could not be submitted or read", e.getCause());
    }
  }

  private ChaosResult result(
      ChaosSettings settings,
      ChaosFolder folder,
      AgentFleet fleet,
      List<ChaosSession> sessions,
      ChaosFaults faults,
      Duration time)
      throws IOException {
    List<RunTrace.Run> runs = RunTrace.read(folder.trace());
    Recovery recovery = Recovery.of(runs, fleet.losses());
    Map<Fault, Long> sums = FaultReport.sums(folder);
    faults.injector().byFault().forEach((fault, count) -> sums.merge(fault, count, Long::sum));
    List<SessionLedger> ledgers = sessions.stream().map(ChaosSession::ledger).toList();
    return new ChaosResult(
        settings.tasks() + settings.killers(),
        fleet.losses(Loss.Cause.KILLED),
        fleet.losses(Loss.Cause.KILLED_BY_TASK),
        fleet.losses(Loss.Cause.FROZEN),
        fleet.losses(Loss.Cause.EXITED),
        sums,
        runs.size(),
        ledgers.stream().mapToLong(SessionLedger::retries).sum(),
        ledgers.stream().mapToInt(SessionLedger::lost).sum(),
        ledgers.stream().mapToInt(SessionLedger::wrong).sum(),
        ledgers.stream().mapToInt(SessionLedger::doubled).sum(),
        AgentFleet.leftOver(folder, GOODBYE),
        recovery.millis().size(),
        recovery.quantile(0.5),
        recovery.quantile(0.99),
        time,
        ledgers.stream().flatMap(ledger -> ledger.problems().stream()).toList());
  }

  /** The strikes of one run. Not thread-safe. */
  private final class Struggle {
    private final ChaosSettings settings;
    private final AgentFleet fleet;
    private final ChaosFaults faults;
    private final List<ChaosSession> sessions;
    private final ChaosPlan plan;
    private final long begin = nanos.getAsLong();
    private long lastTick = begin;
    private long idle;
    private long lastTold = begin;
    private long lastSecond = begin;
    private int ended;

    Struggle(
        ChaosSettings settings, AgentFleet fleet, ChaosFaults faults, List<ChaosSession> sessions) {
      this.settings = settings;
      this.fleet = fleet;
      this.faults = faults;
      this.sessions = sessions;
      this.plan = new ChaosPlan(settings, begin);
    }

    void tick() throws IOException {
      long now = nanos.getAsLong();
      int nowEnded = sessions.stream().mapToInt(session -> session.ledger().ended()).sum();
      // A machine that stood still is no grid that does.
      idle = nowEnded > ended ? 0 : idle + Math.min(now - lastTick, LONGEST_TICK.toNanos());
      lastTick = now;
      ended = nowEnded;
      fleet.tend();
      if (plan.isDue(now, ended, fleet.working())) {
        Loss.Cause cause = plan.next(ended);
        if (fleet.strike(cause)) {
          plan.done(cause, now);
        }
      }
      if (now - lastSecond >= TimeUnit.SECONDS.toNanos(1)) {
        lastSecond = now;
        faults.second();
      }
      if (now - lastTold >= TELL.toNanos()) {
        lastTold = now;
        tell(now);
      }
    }

    private void tell(long now) {
      progress.printf(
          Locale.ROOT,
          "%d s: %d of %d ended, %d killed, %d frozen, %d of %d agents at work%n",
          TimeUnit.NANOSECONDS.toSeconds(now - begin),
          ended,
          settings.tasks() + settings.killers(),
          fleet.losses(Loss.Cause.KILLED) + fleet.losses(Loss.Cause.KILLED_BY_TASK),
          fleet.losses(Loss.Cause.FROZEN),
          fleet.working(),
          settings.agents());
    }

    boolean goesOn() {
      boolean isStuck = idle > ChaosPlan.patience(settings).toNanos();
      if (isStuck) {
        progress.println(
            "nothing ended for " + ChaosPlan.patience(settings).toSeconds() + " s: giving up");
      }
      return !isStuck;
    }
  }
}
