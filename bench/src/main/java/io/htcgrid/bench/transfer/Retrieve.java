package io.htcgrid.bench.transfer;

import io.htcgrid.bench.BenchOption;
import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.Benchmark;
import io.htcgrid.bench.grid.BenchGrid;
import io.htcgrid.bench.process.ConnectorProcess;
import io.htcgrid.bench.report.BenchResult;
import io.htcgrid.bench.report.Figure;
import io.htcgrid.bench.report.Target;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.data.SessionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** {@code retrieve}: all results of a session that has ended, by a connector that comes later. */
public final class Retrieve implements Benchmark {
  private static final int SLOTS = 8;
  private static final int MOST_WARM_UP_RUNS = 20;
  private static final int WARM_UP_TASKS = 100_000;

  /** As many run in seconds. */
  private static final int MOST_RUN = 1_000;

  private final int mostRun;

  public Retrieve() {
    this(MOST_RUN);
  }

  /**
   * @param mostRun sessions of more tasks hold copies of what was stored of one with so many
   */
  Retrieve(int mostRun) {
    this.mostRun = mostRun;
  }

  @Override
  public String name() {
    return "retrieve";
  }

  @Override
  public String purpose() {
    return "small results of an ended session, streamed to a connector in a JVM of its own with a"
        + " small heap";
  }

  @Override
  public Set<BenchOption> options() {
    return EnumSet.of(BenchOption.RUNS, BenchOption.TASKS);
  }

  @Override
  public BenchResult run(BenchSettings settings, Consumer<String> progress)
      throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    List<Integer> sizes = TaskCounts.of(settings, Runtime.getRuntime().maxMemory());
    for (int tasks : sizes) {
      progress.accept("retrieve with " + TaskCounts.point(tasks));
      try (BenchGrid grid = BenchGrid.builder().slots(SLOTS).open();
          GridClients clients = GridClients.open(grid.config())) {
        SessionId session = CompletedSession.make(grid, clients, tasks, mostRun);
        try (ConnectorProcess connector =
            ConnectorProcess.start(grid.config(), List.of(Submit.SMALL_HEAP))) {
          figures.addAll(measure(connector, session, tasks, TaskCounts.runs(settings, tasks)));
        }
      }
    }
    return new BenchResult(
        name(),
        TaskCounts.told(settings, sizes, Submit.SMALL_HEAP),
        figures,
        List.of(
            "results of some 15 bytes, in bundles as large as an agent with 8 slots makes them",
            "sessions of more than "
                + mostRun
                + " tasks are not run: what an agent stored of a session is copied, with keys and"
                + " results of its own for each task",
            "services and connector share this machine, each in a JVM of its own; a million tasks"
                + " take 2.5 GB in that of the services",
            "the heap is the most that was ever held, garbage included"));
  }

  private static List<Figure> measure(
      ConnectorProcess connector, SessionId session, int tasks, int runs) throws IOException {
    for (int i = 0; i < Math.min(MOST_WARM_UP_RUNS, WARM_UP_TASKS / tasks); i++) {
      connector.retrieve(session, tasks);
    }
    double[] rates = new double[runs];
    for (int run = 0; run < runs; run++) {
      rates[run] = tasks / connector.retrieve(session, tasks);
    }
    String point = TaskCounts.point(tasks);
    return List.of(
        Figure.of("retrieve", point, "tasks/s", rates).withTarget(Target.atLeast(10_000)),
        Figure.of("heap", point, "MiB", connector.peakHeapMiB()).withTarget(Target.atMost(256)));
  }
}
