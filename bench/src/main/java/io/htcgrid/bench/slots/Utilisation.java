package io.htcgrid.bench.slots;

import io.htcgrid.bench.BenchOption;
import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.Benchmark;
import io.htcgrid.bench.grid.ServiceDelays;
import io.htcgrid.bench.report.BenchResult;
import io.htcgrid.bench.report.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code utilisation}: how much of their time slots spend on tasks, with services as far as AWS.
 */
public final class Utilisation implements Benchmark {
  private static final int RUNS = 3;

  @Override
  public String name() {
    return "utilisation";
  }

  @Override
  public String purpose() {
    return "share of slot time spent in functions, with AWS-like delays, and how two agents share";
  }

  @Override
  public Set<BenchOption> options() {
    return EnumSet.of(BenchOption.RUNS, BenchOption.TASKS, BenchOption.SLOTS, BenchOption.DELAYS);
  }

  @Override
  public BenchResult run(BenchSettings settings, Consumer<String> progress)
      throws IOException, InterruptedException {
    int runs = settings.runs().orElse(RUNS);
    OptionalInt tasks = settings.onlyTasks();
    ServiceDelays delays = ServiceDelays.of(settings.delays());
    List<Figure> figures = new ArrayList<>();
    for (SlotLoad load : SlotLoad.of(settings.slots())) {
      progress.accept("utilisation of " + load.point());
      figures.addAll(load.measure(delays, tasks.orElse(load.tasks()), runs));
    }
    progress.accept("long tasks over two agents");
    figures.addAll(Spread.measure(delays, tasks, runs));
    return new BenchResult(
        name(),
        told(settings, runs),
        figures,
        List.of(
            "utilisation: time in functions, from when all tasks were submitted and every slot had"
                + " had one, until the last began, over slots and that time; filling and emptying"
                + " the slots is left out",
            "around functions: what calling them took beyond that; without a task: the rest of that"
                + " time",
            "idle beside work: the longest time in which an agent had a free slot while a task that"
                + " was submitted had not begun, wherever it was"));
  }

  private static Map<String, String> told(BenchSettings settings, int runs) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("runs", String.valueOf(runs));
    told.put("tasks", settings.tasks().isEmpty() ? "by load" : settings.tasks().get(0).toString());
    told.put(
        "slots",
        settings.slots().isEmpty()
            ? "by load"
            : String.join(" and ", settings.slots().stream().map(String::valueOf).toList()));
    told.put("agents", "1; " + Spread.AGENTS + " for long tasks");
    told.put("delays", settings.delays().map(Path::toString).orElse("aws-like"));
    return told;
  }
}
