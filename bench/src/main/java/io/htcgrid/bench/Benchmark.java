package io.htcgrid.bench;

import io.htcgrid.bench.report.BenchResult;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/** One benchmark, found by its name. Each run of it is on a grid of its own. */
public interface Benchmark {
  /** In lower case, such as {@code throughput}. */
  String name();

  /** What it measures, in one sentence. */
  String purpose();

  /** What a user may set for it. */
  Set<BenchOption> options();

  /**
   * Measures.
   *
   * @param settings sets nothing but {@link #options()}
   * @param progress told, a line at a time, how far it is
   * @throws IllegalStateException when the grid did not do its work rightly, so that figures would
   *     say nothing
   */
  BenchResult run(BenchSettings settings, Consumer<String> progress)
      throws IOException, InterruptedException;
}
