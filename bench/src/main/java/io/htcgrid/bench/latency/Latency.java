package io.htcgrid.bench.latency;

import io.htcgrid.bench.BenchOption;
import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.Benchmark;
import io.htcgrid.bench.grid.BenchGrid;
import io.htcgrid.bench.grid.NoWorkSession;
import io.htcgrid.bench.grid.ServiceDelays;
import io.htcgrid.bench.report.BenchResult;
import io.htcgrid.bench.report.Figure;
import io.htcgrid.bench.report.Median;
import io.htcgrid.bench.report.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** {@code latency}: sessions of one task, one after the other, from submit to result in hand. */
public final class Latency implements Benchmark {
  private static final int SESSIONS = 200;
  private static final int MOST_WARM_UP = 500;
  private static final int SLOTS = 4;

  /** Before sessions of one: compiling what they run takes some ten thousand tasks. */
  private static final int WARM_UP_TASKS_PER_SESSION = 100;

  private static final double NANOS_PER_MS = 1e6;
  private static final String AS_IS = "as is";
  private static final Target TARGET_AS_IS = Target.atMost(25);
  private static final Target TARGET_DELAYED = Target.atMost(160);

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String purpose() {
    return "sessions of one task, submit to result in hand, step by step";
  }

  @Override
  public Set<BenchOption> options() {
    return EnumSet.of(BenchOption.RUNS, BenchOption.DELAYS);
  }

  @Override
  public BenchResult run(BenchSettings settings, Consumer<String> progress) throws IOException {
    int sessions = settings.runs().orElse(SESSIONS);
    int warmUp = settings.runs().isEmpty() ? MOST_WARM_UP : Math.min(MOST_WARM_UP, 2 * sessions);
    List<Figure> figures = new ArrayList<>();
    progress.accept("latency as is");
    int tasks = WARM_UP_TASKS_PER_SESSION * sessions;
    figures.addAll(measure(BenchGrid.builder(), AS_IS, TARGET_AS_IS, tasks, warmUp, sessions));
    String delays = settings.delays().map(Path::toString).orElse("AWS-like");
    progress.accept("latency with " + delays + " delays");
    figures.addAll(
        measure(
            BenchGrid.builder().interceptor(ServiceDelays.of(settings.delays())),
            delays + " delays",
            TARGET_DELAYED,
            0,
            Math.min(sessions, warmUp),
            sessions));
    Map<String, String> told = new LinkedHashMap<>();
    told.put("sessions", String.valueOf(sessions));
    told.put("warm-up", tasks + " tasks, " + warmUp + " sessions");
    told.put("delays", delays);
    return new BenchResult(
        name(),
        told,
        figures,
        List.of(
            "each session is submitted when the one before has ended; runs are sessions",
            "steps follow one another: their times add up to a session's, their medians nearly",
            "the caller gets the session while its task runs: submit to session is no step",
            "bare calls: a loop that makes, one after the other, the calls of such a session that"
                + " each need the one before, the function's invocation with them, and nothing"
                + " else"));
  }

  private static List<Figure> measure(
      BenchGrid.Builder builder,
      String point,
      Target target,
      int warmUpTasks,
      int warmUp,
      int sessions)
      throws IOException {
    CallTrace trace = new CallTrace();
    try (BenchGrid grid =
        builder
            .slots(SLOTS)
            .agentInterceptor(trace.of(Mark.Side.AGENT))
            .connectorInterceptor(trace.of(Mark.Side.CONNECTOR))
            .open()) {
      if (warmUpTasks > 0) {
        NoWorkSession.run(grid.connector(), warmUpTasks);
      }
      OneTask task = new OneTask(grid.connector(), trace);
      for (int i = 0; i < warmUp; i++) {
        task.run();
      }
      List<SessionTrace> traces = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        traces.add(task.run());
      }
      List<Figure> figures = figures(traces, point, target);
      if (point.equals(AS_IS)) {
        figures.add(bare(grid, warmUp, sessions));
      }
      return figures;
    }
  }

  /** Beside an agent that waits for messages, as it does between two sessions. */
  private static Figure bare(BenchGrid grid, int warmUp, int sessions) {
    try (BareTask task = new BareTask(grid)) {
      for (int i = 0; i < warmUp; i++) {
        task.run();
      }
      double[] times =
          IntStream.range(0, sessions).mapToDouble(i -> task.run() / NANOS_PER_MS).toArray();
      return Figure.of("bare calls", AS_IS, "ms", times);
    }
  }

  private static List<Figure> figures(List<SessionTrace> traces, String point, Target target) {
    List<Figure> figures = new ArrayList<>();
    double[] totals = millis(traces, SessionTrace::totalNanos);
    figures.add(Figure.of("submit to result", point, "ms", totals).withTarget(target));
    figures.add(Figure.of("submit to result, 99th", point, "ms", Median.percentile(99, totals)));
    figures.add(
        Figure.of("submit to session", point, "ms", millis(traces, SessionTrace::submitNanos)));
    List<Map<Milestone, Long>> steps = traces.stream().map(SessionTrace::stepNanos).toList();
    int number = 1;
    for (Milestone milestone : Milestone.values()) {
      String series = "step " + number++ + ": " + milestone.step();
      figures.add(
          Figure.of(series, point, "ms", millis(steps, step -> step.getOrDefault(milestone, 0L))));
    }
    return figures;
  }

  private static <T> double[] millis(List<T> all, ToLongFunction<T> nanos) {
    return all.stream().mapToDouble(each -> nanos.applyAsLong(each) / NANOS_PER_MS).toArray();
  }
}
