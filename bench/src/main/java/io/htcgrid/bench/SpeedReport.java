package io.htcgrid.bench;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.TaskOutcome;
import io.htcgrid.control.state.ConsumedCapacity;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Measures a grid of one agent on the embedded services, all on this machine: throughput, latency,
 * what the runtime adds, write units, and the memory of a large submission.
 */
public final class SpeedReport {
  private static final int SLOTS = 4;
  private static final int TASKS = 10_000;

  /** The compiler takes a third of a processor until about the fifth run. */
  private static final int WARM_UP_RUNS = 4;

  private static final int RUNS = 5;
  private static final int SINGLE_SESSIONS = 200;
  private static final int INVOCATIONS = 2_000;
  private static final double NANOS_PER_MS = 1e6;
  private static final double NANOS_PER_S = 1e9;

  private final PrintStream out;
  private final LongSupplier nanos;

  public SpeedReport(PrintStream out) {
    this.out = out;
    this.nanos = System::nanoTime;
  }

  /** Measures and prints; takes some minutes. */
  public void run() throws IOException, InterruptedException {
    out.printf(
        Locale.ROOT,
        "Java %s, %d processors, embedded services in memory, one agent with %d slots%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        SLOTS);
    out.println(
        "figure                                                     median  (lowest to highest)");
    try (BenchGrid grid = BenchGrid.start(SLOTS)) {
      for (int run = 0; run < WARM_UP_RUNS; run++) {
        session(grid.connector(), TASKS);
      }
      throughput(grid);
      latency(grid.connector());
      invocations(grid);
      largeSubmission(grid);
    }
  }

  private void throughput(BenchGrid grid) {
    double[] rates = new double[RUNS];
    double[] units = new double[RUNS];
    double[] requests = new double[RUNS];
    Map<String, ConsumedCapacity.Units> last = Map.of();
    for (int run = 0; run < RUNS; run++) {
      grid.capacity().reset();
      long begin = nanos.getAsLong();
      session(grid.connector(), TASKS);
      rates[run] = TASKS / ((nanos.getAsLong() - begin) / NANOS_PER_S);
      units[run] = grid.capacity().total().write() / TASKS;
      requests[run] = grid.capacity().total().requests() / (double) TASKS;
      last = grid.capacity().byOperation();
    }
    figure(TASKS + " no-work tasks, submit to last result, tasks/s", Median.of(rates));
    figure("DynamoDB write units per task", Median.of(units));
    figure("AWS requests per task", Median.of(requests));
    last.forEach(
        (operation, consumed) ->
            figure(
                "  " + operation + " per task, last run",
                Median.of(consumed.requests() / (double) TASKS)));
  }

  private void latency(HtcGrid grid) {
    double[] times = new double[SINGLE_SESSIONS];
    for (int i = 0; i < times.length; i++) {
      long begin = nanos.getAsLong();
      session(grid, 1);
      times[i] = (nanos.getAsLong() - begin) / NANOS_PER_MS;
    }
    figure("session of one task, submit to result in hand, ms", Median.of(times));
  }

  private void invocations(BenchGrid grid) {
    try (WarmInvocations invoker = new WarmInvocations(grid.runtime().endpoint())) {
      figure(
          "warm invocation through the runtime, ms", Median.of(invoker.milliseconds(INVOCATIONS)));
    }
  }

  private void largeSubmission(BenchGrid grid) throws IOException, InterruptedException {
    LargeSubmission.Figures figures = LargeSubmission.inOwnJvm(grid.config());
    figure(
        LargeSubmission.TASKS + " tasks from a lazy stream, -Xmx256m, tasks/s",
        Median.of(figures.tasksPerSecond()));
    figure("  the most that its heap held, MiB", Median.of(figures.heapMiB()));
    Session session = grid.connector().session(figures.session());
    if (session.status().taskCount() != LargeSubmission.TASKS) {
      throw new IllegalStateException("not every task is in the system: " + session.status());
    }
    // Running them all would measure throughput once more.
    out.println("  then " + session.cancel());
  }

  private void figure(String name, Median value) {
    out.printf(Locale.ROOT, "%-54s %s%n", name, value);
    out.flush();
  }

  /** Submits a session and takes all results. */
  private static void session(HtcGrid grid, int tasks) {
    Session session =
        grid.submit(
            SessionSpec.function(NoWorkFolder.FUNCTION)
                .payloads(IntStream.range(0, tasks).mapToObj(i -> "{\"index\":" + i + "}"))
                .build());
    try (OutcomeStream outcomes = session.outcomes()) {
      long completed =
          outcomes.stream().filter(outcome -> outcome instanceof TaskOutcome.Completed).count();
      if (completed != tasks) {
        throw new IllegalStateException(
            "session " + session.id() + ": " + completed + " of " + tasks + " tasks completed");
      }
    }
  }
}
