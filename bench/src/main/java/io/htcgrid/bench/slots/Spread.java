package io.htcgrid.bench.slots;

import io.htcgrid.agent.Agent;
import io.htcgrid.bench.grid.BenchGrid;
import io.htcgrid.bench.grid.Slept;
import io.htcgrid.bench.report.Figure;
import io.htcgrid.bench.report.Target;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.TaskInfo;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * How two agents share a batch of long tasks, each time right after short ones, of which they held
 * many ready.
 */
final class Spread {
  static final int AGENTS = 2;
  private static final int SLOTS = 4;
  private static final int LONG_MILLIS = 5_000;

  /** As many as one agent may receive at once, and a batch that fills all slots more than twice. */
  private static final List<Integer> LONG_TASKS = List.of(10, 5 * SLOTS);

  private static final int SHORT_MILLIS = 10;
  private static final int SHORT_TASKS = 2_000;
  private static final double MILLIS_PER_S = 1e3;

  private Spread() {}

  /**
   * Measures batches of both sizes.
   *
   * @param tasks how many short ones go before, and a bound of the long ones; empty: enough
   */
  static List<Figure> measure(ExecutionInterceptor delays, OptionalInt tasks, int runs)
      throws IOException {
    int before = tasks.orElse(SHORT_TASKS);
    List<Figure> figures = new ArrayList<>();
    for (int batch : LONG_TASKS) {
      int some = tasks.isEmpty() ? batch : Math.min(batch, before);
      figures.addAll(measure(delays, before, some, LONG_MILLIS, runs));
    }
    return figures;
  }

  static List<Figure> measure(
      ExecutionInterceptor delays, int shortTasks, int longTasks, int longMillis, int runs)
      throws IOException {
    String point =
        AGENTS + " agents, " + SLOTS + " slots, " + longTasks + " tasks of " + longMillis + " ms";
    double[] idle = new double[runs];
    double[] most = new double[runs];
    double[] fewest = new double[runs];
    try (BenchGrid grid =
        BenchGrid.builder().agents(AGENTS).slots(SLOTS).interceptor(delays).open()) {
      List<String> agents = grid.agents().stream().map(Agent::id).toList();
      for (int run = 0; run < runs; run++) {
        SleepTasks.run(grid.connector(), SHORT_MILLIS, shortTasks);
        Session session = grid.connector().submit(SleepTasks.of(longMillis, longTasks));
        long submitted = InstantSource.system().millis();
        List<Stay> stays = stays(session, Slept.of(session, longTasks));
        idle[run] = IdleBesideWork.of(stays, agents, SLOTS, submitted).millis() / MILLIS_PER_S;
        most[run] = counts(stays, agents).mapToLong(count -> count).max().orElseThrow();
        fewest[run] = counts(stays, agents).mapToLong(count -> count).min().orElseThrow();
      }
    }
    return List.of(
        Figure.of("idle beside work", point, "s", idle).withTarget(Target.atMost(1)),
        Figure.of("run by the agent with most", point, "tasks", most),
        Figure.of("run by the agent with fewest", point, "tasks", fewest));
  }

  private static Stream<Long> counts(List<Stay> stays, List<String> agents) {
    return agents.stream()
        .map(agent -> stays.stream().filter(stay -> stay.agent().equals(agent)).count());
  }

  /** Owners are an agent's id and what is new for each of its processes. */
  private static List<Stay> stays(Session session, List<Slept> slept) {
    Map<Integer, String> agents = new HashMap<>();
    try (Stream<TaskInfo> tasks = session.tasks()) {
      tasks.forEach(
          task -> {
            String owner = String.valueOf(task.agent());
            agents.put(task.index(), owner.substring(0, Math.max(0, owner.lastIndexOf('/'))));
          });
    }
    List<Stay> stays = new ArrayList<>();
    for (Slept task : slept) {
      stays.add(new Stay(agents.getOrDefault(task.index(), ""), task.begin(), task.end()));
    }
    return stays;
  }
}
