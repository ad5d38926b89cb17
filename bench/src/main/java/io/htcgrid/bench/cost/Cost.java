package io.htcgrid.bench.cost;

import io.htcgrid.bench.BenchOption;
import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.Benchmark;
import io.htcgrid.bench.grid.ServiceDelays;
import io.htcgrid.bench.price.Prices;
import io.htcgrid.bench.report.BenchResult;
import io.htcgrid.bench.report.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** {@code cost}: what sessions cost at AWS's list prices, counted to the last request. */
public final class Cost implements Benchmark {
  private static final int RUNS = 3;
  private static final List<Integer> TASKS = List.of(1_000, 10_000);
  private static final List<Integer> AGENTS = List.of(1, 10);
  private static final int SLOTS = 8;

  /** Tasks that work, and how many of them at most: as many as take 25 and 50 s on 8 slots. */
  private static final Map<Duration, Integer> WORKING =
      Map.of(Duration.ofMillis(100), 2_000, Duration.ofSeconds(1), 400);

  private static final int WARM_UP_TASKS = 3_000;

  @Override
  public String name() {
    return "cost";
  }

  @Override
  public String purpose() {
    return "requests to AWS and DynamoDB units of a task, and their list price";
  }

  @Override
  public Set<BenchOption> options() {
    return EnumSet.allOf(BenchOption.class);
  }

  @Override
  public BenchResult run(BenchSettings settings, Consumer<String> progress) throws IOException {
    int runs = settings.runs().orElse(RUNS);
    ServiceDelays delays =
        settings.delays().isPresent()
            ? ServiceDelays.read(settings.delays().get())
            : ServiceDelays.awsLike();
    Prices prices = Prices.listed();
    List<CostCase> cases = cases(settings);
    progress.accept("cost: warming up");
    new CountedRun(new CostCase(1, SLOTS, WARM_UP_TASKS, Duration.ZERO, false), delays).run();
    List<Figure> figures = new ArrayList<>();
    Map<String, CostFigures> largest = new LinkedHashMap<>();
    for (CostCase each : cases) {
      List<Counted> counted = new ArrayList<>();
      for (int run = 1; run <= runs; run++) {
        progress.accept("cost of " + each.point() + ", run " + run + " of " + runs);
        counted.add(new CountedRun(each, delays).run());
      }
      CostFigures all = new CostFigures(each, prices, counted);
      figures.addAll(all.all());
      largest.put(each.name(), all);
    }
    largest.values().forEach(all -> figures.addAll(all.operations()));
    return new BenchResult(name(), told(cases, runs, settings, prices), figures, notes(prices));
  }

  private static List<CostCase> cases(BenchSettings settings) {
    List<Integer> sizes = settings.tasks().isEmpty() ? TASKS : settings.tasks();
    List<CostCase> cases = new ArrayList<>();
    for (int slots : settings.slots().isEmpty() ? List.of(SLOTS) : settings.slots()) {
      for (int agents : settings.agents().isEmpty() ? AGENTS : settings.agents()) {
        for (int tasks : sizes.stream().sorted().toList()) {
          cases.add(new CostCase(agents, slots, tasks, Duration.ZERO, agents > 1));
        }
      }
      int most = sizes.stream().mapToInt(Integer::intValue).max().orElseThrow();
      WORKING.keySet().stream()
          .sorted()
          .forEach(
              work ->
                  cases.add(
                      new CostCase(
                          1, slots, Math.min(most, WORKING.getOrDefault(work, 0)), work, false)));
    }
    return cases;
  }

  private static Map<String, String> told(
      List<CostCase> cases, int runs, BenchSettings settings, Prices prices) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("runs", String.valueOf(runs));
    told.put(
        "slots",
        String.join(
            " and ", cases.stream().map(each -> String.valueOf(each.slots())).distinct().toList()));
    told.put("payload and result", CountedRun.PAYLOAD_BYTES + " bytes");
    told.put("delays", settings.delays().map(Object::toString).orElse("as AWS has"));
    told.put("prices", prices.region() + " of " + prices.date());
    return told;
  }

  private static List<String> notes(Prices prices) {
    return List.of(
        "counted: connector, agents, heartbeats and a sweeper every minute, each from start to"
            + " end, with what the SDK repeats and what comes back empty",
        "not in the price: computers, S3 storage for the days that data is kept, the table's"
            + " storage, data transfer, the sweeper's Lambda, logs and metrics in CloudWatch",
        "functions run within this JVM; the Lambda runtime calls no service",
        "agents start when all is submitted; shuffled: the queue is in random order by then",
        "prices from " + String.join(", ", prices.sources()));
  }
}
