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
  private static final int RUNS = 3;

  /** Of a run; fewer have no 99th but their slowest. */
  private static final int SESSIONS = 100;

  private static final int MOST_WARM_UP = 500;
  private static final int MOST_DELAYED_WARM_UP = 100;
  private static final int MOST_WARM_UP_TASKS = 20_000;
  private static final int SLOTS = 4;

  /** Before sessions of one: compiling what they run takes some ten thousand tasks. */
  private static final int WARM_UP_TASKS_PER_SESSION = 100;

  private static final double NANOS_PER_MS = 1e6;
  private static final String AS_IS = "as is";
  private static final Target TARGET_AS_IS = Target.atMost(25);
  private static final Target TARGET_DELAYED = Target.atMost(160);

  private final int sessions;

  /**
   * Where sessions are measured.
   *
   * @param isBareToo whether their bare calls are measured beside them
   */
  private record Place(String name, Target target, boolean isBareToo) {}

  public Latency() {
    this(SESSIONS);
  }

  /**
   * @param sessions of each run
   */
  Latency(int sessions) {
    this.sessions = sessions;
  }

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
    int runs = settings.runs().orElse(RUNS);
    int tasks = Math.min(MOST_WARM_UP_TASKS, WARM_UP_TASKS_PER_SESSION * runs * sessions);
    int warmUp = Math.min(MOST_WARM_UP, 2 * runs * sessions);
    List<Figure> figures = new ArrayList<>();
    progress.accept("latency as is");
    figures.addAll(
        measure(BenchGrid.builder(), new Place(AS_IS, TARGET_AS_IS, true), tasks, warmUp, runs));
    String delays = settings.delays().map(Path::toString).orElse("AWS-like");
    progress.accept("latency with " + delays + " delays");
    figures.addAll(
        measure(
            BenchGrid.builder().interceptor(ServiceDelays.of(settings.delays())),
            new Place(delays + " delays", TARGET_DELAYED, false),
            0,
            Math.min(MOST_DELAYED_WARM_UP, warmUp),
            runs));
    Map<String, String> told = new LinkedHashMap<>();
    told.put("runs", String.valueOf(runs));
    told.put("sessions of a run", String.valueOf(sessions));
    told.put("warm-up", tasks + " tasks, " + warmUp + " sessions");
    told.put("delays", delays);
    return new BenchResult(
        name(),
        told,
        figures,
        List.of(
            "each session is submitted when the one before has ended; lowest and highest are of"
                + " sessions, and of runs for the 99th, of which each run has one",
            "steps follow one another: their times add up to a session's, their medians nearly",
            "the caller gets the session while its task runs: submit to session is no step",
            "bare calls: a loop that makes, one after the other, the calls of such a session that"
                + " each need the one before, the function's invocation with them, and nothing"
                + " else"));
  }

  private List<Figure> measure(
      BenchGrid.Builder builder, Place place, int warmUpTasks, int warmUp, int runs)
      throws IOException {
    CallTrace trace = new CallTrace();
    try (BenchGrid grid =
            builder
                .slots(SLOTS)
                .agentInterceptor(trace.of(Mark.Side.AGENT))
                .connectorInterceptor(trace.of(Mark.Side.CONNECTOR))
                .open();
        BareTask bare = new BareTask(grid)) {
      if (warmUpTasks > 0) {
        NoWorkSession.run(grid.connector(), warmUpTasks);
      }
      OneTask task = new OneTask(grid.connector(), trace);
      for (int i = 0; i < warmUp; i++) {
        task.run();
      }
      for (int i = 0; i < warmUp && place.isBareToo(); i++) {
        bare.run();
      }
      List<List<SessionTrace>> traces = new ArrayList<>();
      List<Long> bareNanos = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        traces.add(IntStream.range(0, sessions).mapToObj(i -> task.run()).toList());
        for (int i = 0; i < sessions && place.isBareToo(); i++) {
          bareNanos.add(bare.run());
        }
      }
      List<Figure> figures = figures(traces, place);
      if (place.isBareToo()) {
        figures.add(Figure.of("bare calls", place.name(), "ms", millis(bareNanos, nanos -> nanos)));
      }
      return figures;
    }
  }

  private static List<Figure> figures(List<List<SessionTrace>> runs, Place place) {
    List<SessionTrace> traces = runs.stream().flatMap(List::stream).toList();
    String point = place.name();
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("submit to result", point, "ms", millis(traces, SessionTrace::totalNanos))
            .withTarget(place.target()));
    double[] slow =
        runs.stream()
            .mapToDouble(run -> Median.percentile(99, millis(run, SessionTrace::totalNanos)))
            .toArray();
    figures.add(Figure.of("submit to result, 99th", point, "ms", slow));
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
