package io.htcgrid.bench.cost;

import io.htcgrid.bench.price.Prices;
import io.htcgrid.bench.price.Use;
import io.htcgrid.bench.report.Figure;
import io.htcgrid.bench.report.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What several runs of one case say. */
record CostFigures(CostCase counted, Prices prices, List<Counted> runs) {
  private static final double MILLION = 1e6;
  private static final String DOLLARS = "$/million tasks";
  private static final double WORTH_TELLING = 0.01;
  private static final int TARGET_SLOTS = 8;
  private static final int MANY_AGENTS = 10;

  CostFigures {
    runs = List.copyOf(runs);
  }

  /** What a task costs. */
  List<Figure> all() {
    return List.of(
        figure("list price", DOLLARS, run -> MILLION * prices.of(run.perTask()))
            .withTarget(priceTarget()),
        figure("of it DynamoDB", DOLLARS, run -> MILLION * prices.ofDynamoDb(run.perTask())),
        figure("of it SQS", DOLLARS, run -> MILLION * prices.ofSqs(run.perTask())),
        figure("of it S3", DOLLARS, run -> MILLION * prices.ofS3(run.perTask())),
        perTask("write units", Use::writeUnits).withTarget(writeTarget()),
        perTask("read units", Use::readUnits),
        perTask("SQS requests", Use::sqsRequests),
        perTask("S3 puts and lists", Use::s3Puts),
        perTask("S3 gets", Use::s3Gets),
        figure("rate", "tasks/s", Counted::tasksPerSecond));
  }

  /** Which operations that is made of: all, and then what those cost that cost a cent or more. */
  List<Figure> operations() {
    List<Figure> figures = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    runs.forEach(run -> names.addAll(run.operations().keySet()));
    for (String name : names) {
      figures.add(
          figure(name, "requests/task", run -> (double) of(run, name).requests() / run.tasks()));
    }
    for (String name : names) {
      Figure dollars =
          figure(name, DOLLARS, run -> MILLION * prices.of(of(run, name).billed()) / run.tasks());
      if (dollars.value().median() >= WORTH_TELLING) {
        figures.add(dollars);
      }
    }
    return figures;
  }

  private static OperationUse of(Counted run, String operation) {
    return run.operations().getOrDefault(operation, OperationUse.NONE);
  }

  private @Nullable Target priceTarget() {
    return isTarget() && counted.agents() == 1 ? Target.atMost(2.50) : null;
  }

  private @Nullable Target writeTarget() {
    if (!isTarget()) {
      return null;
    }
    if (counted.agents() == 1) {
      return Target.atMost(2.3);
    }
    return counted.agents() == MANY_AGENTS ? Target.atMost(3.1) : null;
  }

  private boolean isTarget() {
    return counted.work().isZero() && counted.slots() == TARGET_SLOTS;
  }

  private Figure perTask(String series, ToDoubleFunction<Use> use) {
    return figure(series, "per task", run -> use.applyAsDouble(run.perTask()));
  }

  private Figure figure(String series, String unit, ToDoubleFunction<Counted> value) {
    return Figure.of(series, counted.point(), unit, runs.stream().mapToDouble(value).toArray());
  }
}
