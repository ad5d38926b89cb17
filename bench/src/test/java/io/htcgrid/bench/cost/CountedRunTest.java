package io.htcgrid.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.bench.grid.ServiceDelays;
import io.htcgrid.bench.price.Prices;
import io.htcgrid.bench.price.Use;
import io.htcgrid.bench.report.Figure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a task costs; the first thing to look at when a change makes a build of it fail. */
class CountedRunTest {
  private static final int FEW = 200;
  private static final int MANY = 2_000;
  private static final int SEVERAL_GROUPS = 25_000;

  /** A put takes 35 ms at the median, and the connector's are few. */
  private static final double PUTS_OF_250_TASKS_A_SECOND = 1 / 0.035 / 250 + 0.02;

  private static Counted few;
  private static Counted many;

  @BeforeAll
  static void run() {
    few = run(FEW);
    many = run(MANY);
  }

  private static Counted run(int tasks) {
    return new CountedRun(of(tasks), ServiceDelays.awsLike()).run();
  }

  private static CostCase of(int tasks) {
    return new CostCase(1, 8, tasks, Duration.ZERO, false);
  }

  @Test
  void aTaskTakesNoMoreUnitsAndRequestsThanItsBudget() {
    Use task = many.perTask();

    assertThat(task.writeUnits()).isBetween(2.0, 2.3);
    assertThat(task.readUnits()).isLessThan(0.2);
    assertThat(task.sqsRequests()).isBetween(0.3, 1.0);
    // Not none: a connector may read a page before it is told of its tasks.
    assertThat(task.s3Gets()).isLessThan(0.05);
    // A put carries what ended while the last one was under way: a slow machine gathers less.
    assertThat(task.s3Puts()).isLessThan(1);
    assertThat(1_000_000 * Prices.listed().of(task.withS3Puts(PUTS_OF_250_TASKS_A_SECOND)))
        .isLessThan(2.50);
  }

  @Test
  void aTaskOfALargeSessionTakesNoMoreThanOneOfASmall() {
    assertNoMore(many.perTask(), few.perTask());
    assertThat(many.perTask().readUnits()).isLessThan(1.05 * few.perTask().readUnits());
  }

  /** A group has 10,000 tasks: closing one, and a session of several, is in these alone. */
  @Test
  @Tag("long")
  void aTaskOfASessionOfSeveralGroupsTakesNoMoreThanOneOfASingleGroup() {
    Use several = run(SEVERAL_GROUPS).perTask();

    assertNoMore(several, many.perTask());
    // Pages that are open are read again every minute: more of them, the longer the session takes.
    assertThat(several.readUnits()).isLessThan(0.2);
  }

  private static void assertNoMore(Use large, Use small) {
    assertThat(large.writeUnits()).isLessThan(1.05 * small.writeUnits());
    assertThat(large.sqsRequests()).isLessThan(1.05 * small.sqsRequests());
    assertThat(large.s3Puts()).isLessThan(1.05 * small.s3Puts() + 0.05);
  }

  @Test
  void allPartsOfTheGridAreCounted() {
    assertThat(many.operations().keySet())
        .contains(
            "agents DynamoDb.UpdateItem",
            "agents S3.PutObject",
            "agents Sqs.ReceiveMessage",
            "connector DynamoDb.PutItem",
            "connector S3.PutObject",
            "connector Sqs.CreateQueue",
            "connector Sqs.DeleteQueue",
            "connector Sqs.SendMessageBatch",
            "heartbeats DynamoDb.PutItem",
            "sweeper DynamoDb.Query")
        .noneMatch(name -> name.contains("DynamoDb.ReceiveMessage"));
    assertThat(requests("connector Sqs.SendMessageBatch")).isEqualTo(MANY / 10);
    assertThat(requests("agents DynamoDb.UpdateItem")).isGreaterThan(2L * MANY);
  }

  private static long requests(String operation) {
    return many.operations().getOrDefault(operation, OperationUse.NONE).requests();
  }

  @Test
  void theFiguresOfOperationsAddUpToTheListPrice() {
    CostFigures figures = new CostFigures(of(MANY), Prices.listed(), List.of(many));

    double price = figures.all().get(0).value().median();
    double ofOperations =
        figures.operations().stream()
            .filter(figure -> figure.unit().equals("$/million tasks"))
            .mapToDouble(figure -> figure.value().median())
            .sum();

    assertThat(figures.all().get(0).target()).isPresent();
    assertThat(figures.all()).extracting(Figure::series).contains("write units", "SQS requests");
    assertThat(ofOperations).isBetween(0.9 * price, price + 1e-9);
  }
}
