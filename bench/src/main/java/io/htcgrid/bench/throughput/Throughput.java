package io.htcgrid.bench.throughput;

import io.htcgrid.bench.BenchOption;
import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.Benchmark;
import io.htcgrid.bench.bare.BareCalls;
import io.htcgrid.bench.grid.BenchGrid;
import io.htcgrid.bench.grid.NoWorkSession;
import io.htcgrid.bench.report.BenchResult;
import io.htcgrid.bench.report.Figure;
import io.htcgrid.bench.report.Target;
import io.htcgrid.control.config.GridClients;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code throughput}: tasks without work, from submit to the last result in hand. */
public final class Throughput implements Benchmark {
  private static final int RUNS = 5;
  private static final int TASKS = 10_000;

  /** Most of the compiling is done by then; the rest would take as long again. */
  private static final int WARM_UP_TASKS = 20_000;

  /** Of one agent with four slots, in a session of {@link #TASKS}. */
  private static final Target RATE = Target.atLeast(250);

  private static final int RATE_SLOTS = 4;

  private static final List<Integer> FLOOR_THREADS = List.of(4, 8, 16);

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public String purpose() {
    return "tasks without work, end to end, by agents and slots, against the floor";
  }

  @Override
  public Set<BenchOption> options() {
    return EnumSet.of(BenchOption.RUNS, BenchOption.TASKS, BenchOption.AGENTS, BenchOption.SLOTS);
  }

  @Override
  public BenchResult run(BenchSettings settings, Consumer<String> progress)
      throws IOException, InterruptedException {
    int runs = settings.runs().orElse(RUNS);
    int tasks = tasks(settings);
    List<Integer> agents = settings.agents().isEmpty() ? List.of(1) : settings.agents();
    List<Integer> slots = settings.slots().isEmpty() ? List.of(4, 8) : settings.slots();
    List<Figure> figures = new ArrayList<>();
    for (int agentCount : agents) {
      for (int slotCount : slots) {
        String point =
            agentCount + (agentCount == 1 ? " agent, " : " agents, ") + slotCount + " slots";
        progress.accept("throughput with " + point);
        try (BenchGrid grid = BenchGrid.builder().agents(agentCount).slots(slotCount).open();
            GridClients clients = GridClients.open(grid.config())) {
          figures.addAll(
              measure(
                  grid,
                  new Floor(clients),
                  point,
                  rateTarget(agentCount, slotCount, tasks),
                  tasks,
                  runs,
                  progress));
        }
      }
    }
    return new BenchResult(
        name(),
        told(runs, tasks, agents, slots),
        figures,
        List.of(
            "services, agents, connector and bare loops share this machine; functions have"
                + " processes of their own",
            "the floor is the best of 4, 8 and 16 threads that make only the calls to AWS",
            "processor time is that of the services too, and of functions; on a machine that is"
                + " busy throughout, the ratio of times is the best that the ratio of rates can"
                + " be"));
  }

  private static Map<String, String> told(
      int runs, int tasks, List<Integer> agents, List<Integer> slots) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("runs", String.valueOf(runs));
    told.put("tasks", String.valueOf(tasks));
    told.put("agents", list(agents));
    told.put("slots", list(slots));
    return told;
  }

  private static String list(List<Integer> numbers) {
    return String.join(" and ", numbers.stream().map(String::valueOf).toList());
  }

  /**
   * How many tasks a run has.
   *
   * @throws IllegalArgumentException when the floor, which submits whole pages, cannot
   */
  private static int tasks(BenchSettings settings) {
    int tasks = settings.onlyTasks().orElse(TASKS);
    if (tasks % BareCalls.PAGE != 0) {
      throw new IllegalArgumentException(
          "--tasks is "
              + tasks
              + ", and the floor submits pages of "
              + BareCalls.PAGE
              + "; give a multiple of that");
    }
    return tasks;
  }

  static @Nullable Target rateTarget(int agents, int slots, int tasks) {
    return agents == 1 && slots == RATE_SLOTS && tasks == TASKS ? RATE : null;
  }

  /** Runs of the grid and of the floor take turns, so that what ails the machine ails both. */
  private static List<Figure> measure(
      BenchGrid grid,
      Floor floor,
      String point,
      @Nullable Target target,
      int tasks,
      int runs,
      Consumer<String> progress)
      throws InterruptedException {
    NoWorkSession.run(grid.connector(), WARM_UP_TASKS);
    floor.run(WARM_UP_TASKS / 2, FLOOR_THREADS.get(1));
    Stretch[] grids = new Stretch[runs];
    Stretch[] floors = new Stretch[runs];
    for (int run = 0; run < runs; run++) {
      grids[run] = Stretch.of(tasks, () -> NoWorkSession.run(grid.connector(), tasks));
      Stretch best = Stretch.of(tasks, () -> floor.run(tasks, FLOOR_THREADS.get(0)));
      for (int threads : FLOOR_THREADS.subList(1, FLOOR_THREADS.size())) {
        best = best.faster(Stretch.of(tasks, () -> floor.run(tasks, threads)));
      }
      floors[run] = best;
      progress.accept(
          String.format(
              Locale.ROOT,
              "run %d of %d: %.0f tasks/s; floor: %.0f tasks/s",
              run + 1,
              runs,
              grids[run].tasksPerSecond(),
              best.tasksPerSecond()));
    }
    double[] rates = of(grids, Stretch::tasksPerSecond);
    double[] floorRates = of(floors, Stretch::tasksPerSecond);
    double[] ratios = IntStream.range(0, runs).mapToDouble(r -> rates[r] / floorRates[r]).toArray();
    return List.of(
        Figure.of("end to end", point, "tasks/s", rates).withTarget(target),
        Figure.of("floor", point, "tasks/s", floorRates),
        Figure.of("throughput over floor", point, "ratio", ratios).withTarget(Target.atLeast(0.8)),
        Figure.of(
            "processor time per task, end to end",
            point,
            "ms",
            of(grids, Stretch::processorMsPerTask)),
        Figure.of(
            "processor time per task, floor",
            point,
            "ms",
            of(floors, Stretch::processorMsPerTask)));
  }

  private static double[] of(Stretch[] stretches, ToDoubleFunction<Stretch> figure) {
    return Arrays.stream(stretches).mapToDouble(figure).toArray();
  }
}
