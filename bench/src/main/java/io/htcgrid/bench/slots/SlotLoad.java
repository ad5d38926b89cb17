package io.htcgrid.bench.slots;

import io.htcgrid.agent.Agent;
import io.htcgrid.bench.grid.BenchGrid;
import io.htcgrid.bench.grid.Slept;
import io.htcgrid.bench.report.Figure;
import io.htcgrid.bench.report.Target;
import io.htcgrid.connector.Session;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Tasks of one length on one agent of so many slots. */
record SlotLoad(int slots, int millis, @Nullable Target target) {
  private static final List<Integer> ALL_MILLIS = List.of(1, 10, 100, 1_000, 10_000);

  /** Some ask for more tasks a second than one machine of two cores runs, and some do not. */
  private static final List<SlotLoad> DEFAULT =
      Stream.of(
              new SlotLoad(8, 1),
              new SlotLoad(1, 10),
              new SlotLoad(4, 10),
              new SlotLoad(8, 10),
              new SlotLoad(8, 100),
              new SlotLoad(32, 100),
              new SlotLoad(64, 1_000),
              new SlotLoad(8, 10_000))
          .toList();

  /** Short tasks run for about so long, and no more than so many do. */
  private static final int ABOUT_MILLIS = 8_000;

  private static final int MOST_TASKS = 4_000;
  private static final int LEAST_ROUNDS = 3;

  /** Processes start and code is compiled whatever the tasks' length. */
  private static final int WARM_UP_MILLIS = 100;

  private static final double MILLIS_PER_S = 1e3;
  private static final Pattern INVOKED =
      Pattern.compile("(?m)^htcgrid_agent_stage_seconds_sum\\{.*stage=\"invoke\".*} (\\S+)$");

  SlotLoad(int slots, int millis) {
    this(slots, millis, targetOf(slots, millis));
  }

  private static @Nullable Target targetOf(int slots, int millis) {
    if (slots == 32 && millis == 100) {
      return Target.atLeast(0.98);
    }
    return slots == 4 && millis == 10 ? Target.atLeast(0.85) : null;
  }

  /**
   * What to measure.
   *
   * @param slots with tasks of each length; empty: a choice of both
   */
  static List<SlotLoad> of(List<Integer> slots) {
    return slots.isEmpty()
        ? DEFAULT
        : slots.stream()
            .flatMap(count -> ALL_MILLIS.stream().map(millis -> new SlotLoad(count, millis)))
            .toList();
  }

  String point() {
    return slots + (slots == 1 ? " slot, " : " slots, ") + millis + " ms";
  }

  /** How many tasks say enough. */
  int tasks() {
    return slots * LEAST_ROUNDS * millis >= ABOUT_MILLIS * slots
        ? slots * LEAST_ROUNDS
        : Math.min(MOST_TASKS, slots * (ABOUT_MILLIS / millis));
  }

  List<Figure> measure(ExecutionInterceptor delays, int tasks, int runs) throws IOException {
    try (BenchGrid grid = BenchGrid.builder().slots(slots).interceptor(delays).open()) {
      int warmUp = Math.min(MOST_TASKS, Math.max(slots, 2 * tasks));
      SleepTasks.run(grid.connector(), Math.min(millis, WARM_UP_MILLIS), warmUp);
      double[] used = new double[runs];
      double[] around = new double[runs];
      double[] waited = new double[runs];
      for (int run = 0; run < runs; run++) {
        double before = invokedSeconds(grid.agents().get(0));
        Session session = grid.connector().submit(SleepTasks.of(millis, tasks));
        long submitted = InstantSource.system().millis();
        List<Slept> slept = Slept.of(session, tasks);
        double inFunctions =
            slept.stream().mapToLong(task -> task.end() - task.begin()).sum() / MILLIS_PER_S;
        used[run] = SlotUse.of(slept, slots, submitted).share();
        around[run] =
            used[run] * (invokedSeconds(grid.agents().get(0)) - before - inFunctions) / inFunctions;
        waited[run] = 1 - used[run] - around[run];
      }
      return List.of(
          Figure.of("utilisation", point(), "share", used).withTarget(target),
          Figure.of("around functions", point(), "share", around),
          Figure.of("without a task", point(), "share", waited));
    }
  }

  /** Since the agent's start, of all slots. */
  private static double invokedSeconds(Agent agent) {
    Matcher line = INVOKED.matcher(agent.metrics());
    if (!line.find()) {
      throw new IllegalStateException("the agent's metrics lack the time of invocations");
    }
    return Double.parseDouble(line.group(1));
  }
}
