package io.htcgrid.bench;

import io.htcgrid.bench.cost.Cost;
import io.htcgrid.bench.footprint.Footprint;
import io.htcgrid.bench.latency.Latency;
import io.htcgrid.bench.mixed.Mixed;
import io.htcgrid.bench.runtime.RuntimeOverhead;
import io.htcgrid.bench.slots.Utilisation;
import io.htcgrid.bench.throughput.Throughput;
import io.htcgrid.bench.transfer.Retrieve;
import io.htcgrid.bench.transfer.Submit;
import java.util.List;
import java.util.Optional;

/** All benchmarks. */
public final class Benchmarks {
  private static final List<Benchmark> ALL =
      List.of(
          new Throughput(),
          new Latency(),
          new Submit(),
          new Retrieve(),
          new Utilisation(),
          new Cost(),
          new RuntimeOverhead(),
          new Mixed(),
          new Footprint());

  private Benchmarks() {}

  /** In the order in which to list them. */
  public static List<Benchmark> all() {
    return ALL;
  }

  public static Optional<Benchmark> named(String name) {
    return ALL.stream().filter(benchmark -> benchmark.name().equals(name)).findFirst();
  }
}
