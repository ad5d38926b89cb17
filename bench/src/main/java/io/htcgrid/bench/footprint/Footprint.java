package io.htcgrid.bench.footprint;

import io.htcgrid.bench.BenchOption;
import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.Benchmark;
import io.htcgrid.bench.grid.BenchFunctions;
import io.htcgrid.bench.process.ConnectorProcess;
import io.htcgrid.bench.process.ProcessMeter;
import io.htcgrid.bench.report.BenchResult;
import io.htcgrid.bench.report.Figure;
import io.htcgrid.bench.report.Target;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** {@code footprint}: memory, processor time and start-up, each program in a process of its own. */
public final class Footprint implements Benchmark {
  private static final int RUNS = 3;
  private static final int TASKS = 10_000;
  private static final int SLOTS = 8;

  /** Before that, most of an agent's time is its compiler's, whatever tasks take. */
  private static final int LEAST_WARM_UP_TASKS = 10_000;

  /** Until then, the compiler takes a third of a processor. */
  private static final int MOST_WARM_UP_TASKS = 30_000;

  private static final String IDLE = "memory, idle";
  private static final String MOST = "memory, the most under load";
  private static final String MIB = "MiB";

  private final Duration idle;
  private final int leastWarmUpTasks;

  public Footprint() {
    // A heartbeat and a look at settings and session lie in it.
    this(Duration.ofSeconds(12), LEAST_WARM_UP_TASKS);
  }

  /**
   * @param idle how long to wait before idle memory is measured
   * @param leastWarmUpTasks before processor time is measured
   */
  Footprint(Duration idle, int leastWarmUpTasks) {
    this.idle = idle;
    this.leastWarmUpTasks = leastWarmUpTasks;
  }

  @Override
  public String name() {
    return "footprint";
  }

  @Override
  public String purpose() {
    return "resident memory, processor time per task, and start-up";
  }

  @Override
  public Set<BenchOption> options() {
    return EnumSet.of(BenchOption.RUNS, BenchOption.TASKS, BenchOption.SLOTS);
  }

  @Override
  public BenchResult run(BenchSettings settings, Consumer<String> progress)
      throws IOException, InterruptedException {
    int runs = settings.runs().orElse(RUNS);
    int tasks = settings.onlyTasks().orElse(TASKS);
    int slots = settings.onlySlots().orElse(SLOTS);
    int warmUpTasks = Math.max(leastWarmUpTasks, Math.min(MOST_WARM_UP_TASKS, 3 * tasks));
    List<Figure> figures = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    progress.accept("footprint: start-up of the command");
    Optional<HtcgridCommand> command = HtcgridCommand.find();
    if (command.isPresent()) {
      figures.addAll(new CommandStarts(command.get(), runs).measure());
    } else {
      notes.add("the command htcgrid is not part of this program, so its start-up is left out");
    }
    progress.accept("footprint: agent, Lambda runtime and connector");
    try (BenchFunctions functions = BenchFunctions.create();
        LocalGrid services =
            LocalGrid.start(LocalGridSettings.defaults().withName("bench").withAgents(0))) {
      GridProcesses processes = new GridProcesses(services.config(), functions, slots);
      figures.addAll(idleAgents(processes, runs));
      try (ServerProcess runtime = processes.runtime();
          ServerProcess agent = processes.agent();
          ConnectorProcess connector = ConnectorProcess.start(services.config(), List.of())) {
        agent.idle(idle);
        figures.addAll(
            List.of(
                Figure.of(IDLE, "connector", MIB, connector.meter().residentMiB()),
                Figure.of(IDLE, "Lambda runtime", MIB, runtime.meter().residentMiB())));
        figures.addAll(
            new Load(connector, agent.meter(), runtime.meter()).measure(warmUpTasks, tasks, runs));
        figures.addAll(most(connector.meter(), agent.meter(), runtime.meter()));
      }
    }
    notes.add("each in a process of its own, as the launcher starts Java; services in this one");
    notes.add(
        "memory counts what a heap touched before its first collection: Java chooses the heap's"
            + " size by the machine's");
    notes.add(
        "the agent's compiler is that part of the agent's time; bare JVM: an empty main with the"
            + " launcher's options and class archive, beside --help");
    notes.add("tasks without work; all share this machine; functions share much of their memory");
    return new BenchResult(
        name(),
        Map.of(
            "runs", String.valueOf(runs),
            "slots", String.valueOf(slots),
            "tasks", String.valueOf(tasks),
            "warm-up tasks", String.valueOf(warmUpTasks)),
        figures,
        notes);
  }

  private List<Figure> idleAgents(GridProcesses processes, int runs)
      throws IOException, InterruptedException {
    double[] seconds = new double[runs];
    double[] memory = new double[runs];
    for (int run = 0; run < runs; run++) {
      try (ServerProcess agent = processes.agent()) {
        agent.idle(idle);
        seconds[run] = agent.secondsToReady();
        memory[run] = agent.meter().residentMiB();
      }
    }
    return List.of(
        Figure.of("start", "agent", "s", seconds),
        Figure.of(IDLE, "agent", MIB, memory).withTarget(Target.atMost(200)));
  }

  private static List<Figure> most(ProcessMeter connector, ProcessMeter agent, ProcessMeter runtime)
      throws IOException {
    return List.of(
        Figure.of(MOST, "agent", MIB, agent.mostResidentMiB()),
        Figure.of(MOST, "connector", MIB, connector.mostResidentMiB()),
        Figure.of(MOST, "Lambda runtime", MIB, runtime.mostResidentMiB()),
        Figure.of(MOST, "functions", MIB, runtime.residentMiBBelow()));
  }
}
