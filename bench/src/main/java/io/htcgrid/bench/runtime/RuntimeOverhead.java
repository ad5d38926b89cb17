package io.htcgrid.bench.runtime;

import io.htcgrid.bench.BenchOption;
import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.Benchmark;
import io.htcgrid.bench.report.BenchResult;
import io.htcgrid.bench.report.Figure;
import io.htcgrid.bench.report.Median;
import io.htcgrid.bench.report.Target;
import io.htcgrid.runtime.LambdaRuntime;
import io.htcgrid.runtime.RuntimeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** {@code runtime}: what the Lambda runtime adds to a function that returns its payload. */
public final class RuntimeOverhead implements Benchmark {
  private static final int RUNS = 5;
  private static final int KIB = 1024;

  /** A run is as long as it takes to smooth out what else the machine does. */
  private static final Duration RUN = Duration.ofSeconds(1);

  /**
   * Client, runtime and function are young when a kind begins. With three runs alone the first size
   * took longer than the third.
   */
  private static final int FIRST_WARM_UP_RUNS = 20;

  /** The compiler has to be done, for each size of its own paths. */
  private static final int WARM_UP_RUNS = 3;

  private static final Target SMALL = Target.atMost(0.4);

  /** In the order of the report. */
  private static final List<Size> SIZES =
      List.of(
          new Size("0 B", 0),
          new Size("1 KiB", KIB),
          new Size("16 KiB", 16 * KIB),
          new Size("256 KiB", 256 * KIB),
          new Size("1 MiB", KIB * KIB),
          new Size("6 MiB", 6 * KIB * KIB));

  private final Duration runTime;

  private record Size(String label, int bytes) {
    boolean isSmall() {
      return bytes <= KIB;
    }
  }

  public RuntimeOverhead() {
    this(RUN);
  }

  /**
   * @param runTime of each run
   */
  RuntimeOverhead(Duration runTime) {
    this.runTime = runTime;
  }

  @Override
  public String name() {
    return "runtime";
  }

  @Override
  public String purpose() {
    return "the Lambda runtime's overhead per warm invocation by payload size, and its cold start";
  }

  @Override
  public Set<BenchOption> options() {
    return EnumSet.of(BenchOption.RUNS);
  }

  @Override
  public BenchResult run(BenchSettings settings, Consumer<String> progress) throws IOException {
    int runs = settings.runs().orElse(RUNS);
    List<Figure> figures = new ArrayList<>();
    try (EchoFunctions functions = EchoFunctions.create()) {
      for (EchoFunctions.Kind kind : functions.kinds()) {
        progress.accept("runtime with " + kind.label());
        figures.addAll(warm(functions.path(), kind, runs));
        figures.add(cold(functions.path(), kind, runs));
      }
    }
    return new BenchResult(
        name(),
        Map.of("runs", String.valueOf(runs), "seconds of a run", seconds(runTime)),
        figures,
        List.of(
            "from the agent's Lambda client through the runtime to a process that returns its"
                + " payload, and back; one call at a time",
            "client, runtime and function share this machine; client and runtime share a JVM",
            "bare: the same client calls a server of the JDK, in this JVM too, which returns the"
                + " payload at once; the overhead is warm less bare, of runs side by side",
            "a cold start is the first invocation of a function: its process starts",
            "the shell bootstrap starts fifteen programs for each invocation"));
  }

  private static String seconds(Duration time) {
    return String.valueOf(time.toMillis() / 1000.0);
  }

  private List<Figure> warm(Path functions, EchoFunctions.Kind kind, int runs) throws IOException {
    List<Figure> figures = new ArrayList<>();
    try (LambdaRuntime runtime = start(functions);
        BareServer server = BareServer.start();
        WarmInvocations invocations = new WarmInvocations(runtime.endpoint());
        WarmInvocations bare = new WarmInvocations(server.endpoint())) {
      List<WarmInvocations> all = kind.isJava() ? List.of(invocations, bare) : List.of(invocations);
      warmUp(all, kind, WarmInvocations.payload(KIB), FIRST_WARM_UP_RUNS);
      for (Size size : SIZES) {
        byte[] payload = WarmInvocations.payload(size.bytes());
        warmUp(all, kind, payload, WARM_UP_RUNS);
        double[] medians = new double[runs];
        double[] slow = new double[runs];
        double[] bareMedians = new double[runs];
        double[] overheads = new double[runs];
        for (int run = 0; run < runs; run++) {
          double[] times = invocations.milliseconds(kind.function(), payload, runTime);
          medians[run] = Median.of(times).median();
          slow[run] = Median.percentile(99, times);
          if (kind.isJava()) {
            bareMedians[run] =
                Median.of(bare.milliseconds(kind.function(), payload, runTime)).median();
            overheads[run] = medians[run] - bareMedians[run];
          }
        }
        String point = kind.label() + ", " + size.label();
        figures.add(Figure.of("warm", point, "ms", medians));
        figures.add(Figure.of("warm, 99th", point, "ms", slow));
        if (kind.isJava()) {
          figures.add(Figure.of("bare", point, "ms", bareMedians));
          figures.add(
              Figure.of("overhead", point, "ms", overheads)
                  .withTarget(size.isSmall() ? SMALL : null));
        }
      }
    }
    return figures;
  }

  /** They take turns, as they do when they are measured. */
  private void warmUp(
      List<WarmInvocations> all, EchoFunctions.Kind kind, byte[] payload, int runs) {
    for (int run = 0; run < runs; run++) {
      for (WarmInvocations each : all) {
        each.milliseconds(kind.function(), payload, runTime);
      }
    }
  }

  /** Each in a runtime of its own, which has no process yet. */
  private static Figure cold(Path functions, EchoFunctions.Kind kind, int runs) throws IOException {
    double[] times = new double[runs];
    for (int run = 0; run < runs; run++) {
      try (LambdaRuntime runtime = start(functions);
          WarmInvocations invocations = new WarmInvocations(runtime.endpoint())) {
        times[run] = invocations.millisecondsOfOne(kind.function(), WarmInvocations.payload(KIB));
      }
    }
    return Figure.of("cold", kind.label(), "ms", times);
  }

  private static LambdaRuntime start(Path functions) {
    return LambdaRuntime.start(RuntimeSettings.builder(functions).slots(1).build());
  }
}
