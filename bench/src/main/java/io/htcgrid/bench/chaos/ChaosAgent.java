package io.htcgrid.bench.chaos;

import io.htcgrid.agent.Agent;
import io.htcgrid.agent.AgentSettings;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridFinder;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.runtime.LambdaRuntime;
import io.htcgrid.runtime.RuntimeSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process with an agent and a Lambda runtime, whose calls of services fail now and then. Works
 * until it is killed, or until its parent is gone.
 */
public final class ChaosAgent {
  private static final Duration LEASE_GRACE = Duration.ofSeconds(1);
  private static final int HEARTBEAT_CONNECTIONS = 8;
  private static final int TICKS_PER_SECOND = 4;

  private ChaosAgent() {}

  /** Runs as {@link AgentOptions} says. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    AgentOptions options = AgentOptions.parse(arguments);
    ChaosFolder folder = new ChaosFolder(options.folder());
    ChaosFaults faults = new ChaosFaults(options.seed(), options.faults(), options.duplicates());
    GridConfig config = GridFinder.ofThisProcess().find(Map.of());
    LambdaRuntime runtime =
        LambdaRuntime.start(
            RuntimeSettings.builder(folder.functions())
                .slots(options.slots())
                .environment(
                    Map.of(
                        ChaosFunction.TRACE,
                        folder.trace().resolve(options.id()).toString(),
                        ChaosFunction.AGENT_PID,
                        Long.toString(ProcessHandle.current().pid()),
                        ChaosFunction.MARK,
                        folder.path().toString()))
                .build());
    GridClients work = GridClients.builder(config).interceptor(faults.injector()).open();
    GridClients heartbeats =
        GridClients.builder(config)
            .connections(HEARTBEAT_CONNECTIONS)
            .interceptor(faults.injector())
            .open();
    Agent.start(
        AgentSettings.builder()
            .id(options.id())
            .slots(options.slots())
            .lease(new LeaseTerms(options.lease(), LEASE_GRACE))
            .invokeEndpoint(runtime.endpoint())
            .build(),
        work.services(),
        heartbeats.services());
    Thread watch = new Thread(ChaosAgent::endWithParent, "chaos-parent");
    watch.setDaemon(true);
    watch.start();
    tick(options, folder, faults);
  }

  /** The parent sends nothing; what ends is the pipe. */
  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing comes.
      }
    } catch (IOException e) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(0);
  }

  private static void tick(AgentOptions options, ChaosFolder folder, ChaosFaults faults)
      throws InterruptedException, ExecutionException {
    FaultReport report = FaultReport.of(folder, options.id());
    AtomicInteger ticks = new AtomicInteger();
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "chaos-ticks"));
    ScheduledFuture<?> ticking =
        thread.scheduleAtFixedRate(
            () -> {
              if (ticks.incrementAndGet() % TICKS_PER_SECOND == 0) {
                faults.second();
              }
              report.write(faults.injector().byFault());
            },
            0,
            1000 / TICKS_PER_SECOND,
            TimeUnit.MILLISECONDS);
    // Never ends, unless a tick fails.
    ticking.get();
  }
}
