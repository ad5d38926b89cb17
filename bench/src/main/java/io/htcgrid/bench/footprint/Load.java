package io.htcgrid.bench.footprint;

import io.htcgrid.bench.process.ConnectorProcess;
import io.htcgrid.bench.process.ProcessMeter;
import io.htcgrid.bench.report.Figure;
import io.htcgrid.bench.report.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The processor time that a grid's processes take for tasks without work. */
final class Load {
  private static final double NANOS_PER_MS = 1e6;

  private final ConnectorProcess connector;
  private final List<Meter> meters;

  /** One who takes processor time. */
  private record Meter(String who, Supplier<Duration> time, @Nullable Target target) {}

  Load(ConnectorProcess connector, ProcessMeter agent, ProcessMeter runtime) {
    ProcessMeter services = new ProcessMeter(ProcessHandle.current());
    this.connector = connector;
    this.meters =
        List.of(
            new Meter("agent", agent::processorTime, Target.atMost(1)),
            new Meter("agent's compiler", agent::compilerTime, null),
            new Meter("connector", connector.meter()::processorTime, null),
            new Meter("Lambda runtime", runtime::processorTime, null),
            new Meter("functions", runtime::processorTimeBelow, null),
            new Meter("services", services::processorTime, null));
  }

  List<Figure> measure(int warmUpTasks, int tasks, int runs) throws IOException {
    connector.run(warmUpTasks);
    double[] rates = new double[runs];
    double[][] times = new double[meters.size()][runs];
    for (int run = 0; run < runs; run++) {
      List<Duration> before = times();
      rates[run] = tasks / connector.run(tasks);
      List<Duration> after = times();
      for (int meter = 0; meter < meters.size(); meter++) {
        times[meter][run] =
            after.get(meter).minus(before.get(meter)).toNanos() / NANOS_PER_MS / tasks;
      }
    }
    List<Figure> figures = new ArrayList<>();
    for (int meter = 0; meter < meters.size(); meter++) {
      Meter each = meters.get(meter);
      figures.add(
          Figure.of("processor time per task", each.who(), "ms", times[meter])
              .withTarget(each.target()));
    }
    figures.add(Figure.of("throughput meanwhile", "tasks/s", rates));
    return figures;
  }

  private List<Duration> times() {
    return meters.stream().map(meter -> meter.time().get()).toList();
  }
}
