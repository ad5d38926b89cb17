package io.htcgrid.bench.transfer;

import io.htcgrid.bench.BenchOption;
import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.Benchmark;
import io.htcgrid.bench.process.ConnectorProcess;
import io.htcgrid.bench.report.BenchResult;
import io.htcgrid.bench.report.Figure;
import io.htcgrid.bench.report.Target;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** {@code submit}: tasks from a stream, until the last is in the grid; nobody works. */
public final class Submit implements Benchmark {
  static final String SMALL_HEAP = "-Xmx256m";
  private static final int MOST_WARM_UP_TASKS = 50_000;

  @Override
  public String name() {
    return "submit";
  }

  @Override
  public String purpose() {
    return "tasks submitted from a stream by a connector in a JVM of its own with a small heap";
  }

  @Override
  public Set<BenchOption> options() {
    return EnumSet.of(BenchOption.RUNS, BenchOption.TASKS);
  }

  @Override
  public BenchResult run(BenchSettings settings, Consumer<String> progress) throws IOException {
    List<Figure> figures = new ArrayList<>();
    List<Integer> sizes = TaskCounts.of(settings, Runtime.getRuntime().maxMemory());
    for (int tasks : sizes) {
      progress.accept("submit with " + TaskCounts.point(tasks));
      try (LocalGrid services =
              LocalGrid.start(LocalGridSettings.defaults().withName("bench").withAgents(0));
          GridClients clients = GridClients.open(services.config());
          ConnectorProcess connector =
              ConnectorProcess.start(services.config(), List.of(SMALL_HEAP))) {
        figures.addAll(
            measure(connector, new TaskMessages(clients), tasks, TaskCounts.runs(settings, tasks)));
      }
    }
    return new BenchResult(
        name(),
        TaskCounts.told(settings, sizes, SMALL_HEAP),
        figures,
        List.of(
            "payloads of some 15 bytes, which travel in the messages too; every message was counted",
            "services and connector share this machine, each in a JVM of its own; a million tasks"
                + " take 2.5 GB in that of the services",
            "the heap is the most that was ever held, garbage included"));
  }

  private static List<Figure> measure(
      ConnectorProcess connector, TaskMessages messages, int tasks, int runs) throws IOException {
    submit(connector, messages, Math.min(MOST_WARM_UP_TASKS, 10 * tasks));
    double[] rates = new double[runs];
    for (int run = 0; run < runs; run++) {
      rates[run] = tasks / submit(connector, messages, tasks);
    }
    String point = TaskCounts.point(tasks);
    return List.of(
        Figure.of("submit", point, "tasks/s", rates).withTarget(Target.atLeast(6_000)),
        Figure.of("heap", point, "MiB", connector.peakHeapMiB()).withTarget(Target.atMost(256)));
  }

  /** Returns the seconds it took. Leaves the queues empty, and nothing for a sweeper to mend. */
  private static double submit(ConnectorProcess connector, TaskMessages messages, int tasks)
      throws IOException {
    ConnectorProcess.Submitted submitted = connector.submit(tasks);
    int sent = messages.count();
    if (sent != tasks) {
      throw new IllegalStateException(
          "session " + submitted.session() + ": " + sent + " messages of " + tasks + " tasks");
    }
    connector.cancel(submitted.session());
    messages.purge();
    return submitted.seconds();
  }
}
