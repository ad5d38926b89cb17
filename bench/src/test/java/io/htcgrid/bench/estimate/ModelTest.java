package io.htcgrid.bench.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.htcgrid.bench.cost.CountedSessions;
import io.htcgrid.bench.price.Prices;
import io.htcgrid.bench.price.Use;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The model against counted sessions, which other work would slow down. */
@Isolated
class ModelTest {
  private static final int PAYLOAD_BYTES = 1024;
  private static final Prices PRICES = Prices.listed();

  /**
   * Tasks so long that their slots bind, however slow the machine: nothing is told to the model but
   * the workload.
   */
  @Test
  void tasksThatWorkTakeTheTimeAndTheBillOfTheirEstimate() {
    int slots = 2;
    int tasks = 30;
    CountedSessions.Session counted = CountedSessions.run(1, slots, tasks, Duration.ofSeconds(1));

    Estimate estimate =
        Estimate.of(new Workload(tasks, 1, PAYLOAD_BYTES, PAYLOAD_BYTES, slots, slots));

    Use use = counted.use();
    Use expected = estimate.use();
    // Slots cannot be faster than the model. How much slower they are, the machine decides.
    assertThat(counted.seconds()).isBetween(0.9 * estimate.seconds(), 2 * estimate.seconds());
    assertThat(tasks / counted.seconds())
        .isBetween(0.5 * estimate.tasksPerSecond(), 1.1 * estimate.tasksPerSecond());
    assertThat(PRICES.of(use)).isCloseTo(PRICES.of(expected), withPercentage(20));
    assertThat(use.writeUnits()).isCloseTo(expected.writeUnits(), withPercentage(15));
    // DynamoDB Local takes no unit for a query that finds nothing, as most of the sweeper's do.
    assertThat(use.readUnits())
        .isBetween(
            0.7 * (expected.readUnits() - Calls.SWEEP_QUERIES * Calls.EVENTUAL_READ),
            expected.readUnits());
    assertThat(use.fairQueueRequests()).isCloseTo(expected.fairQueueRequests(), withPercentage(1));
    assertThat(expected.s3Gets()).isZero();
    // A connector may read a page before it is told of its tasks.
    assertThat(use.s3Gets()).isLessThanOrEqualTo(2);
  }

  /**
   * How many tasks share a bundle, a notice or a delete depends on how fast the machine is, so that
   * the model is told; all else has to follow.
   */
  @Test
  void oneAgentMakesTheCallsOfTheModel() {
    int slots = 4;
    int tasks = 600;
    CountedSessions.Session counted = CountedSessions.run(1, slots, tasks, Duration.ZERO);

    Use use = counted.use();
    Use seen = model(counted, 1, slots, tasks, true);

    assertThat(use.writeUnits()).isCloseTo(seen.writeUnits(), withPercentage(5));
    assertThat(use.sqsRequests()).isCloseTo(seen.sqsRequests(), withPercentage(25));
    assertThat(use.fairQueueRequests()).isCloseTo(seen.fairQueueRequests(), withPercentage(1));
    assertThat(use.s3Puts()).isCloseTo(seen.s3Puts(), withPercentage(15));
    // A slow machine gathers more than the model expects, so that its estimate is too high at
    // worst.
    assertThat(use.sqsRequests())
        .isLessThan(1.25 * model(counted, 1, slots, tasks, false).sqsRequests());
  }

  /**
   * How many results share a bundle depends on how fast the machine is, so that the model is told;
   * all else has to follow.
   */
  @Test
  void tenAgentsThatShareEveryPageTakeTheUnitsOfTheirBudgetAndTheBillOfTheModel() {
    int agents = 10;
    int slots = 8;
    int tasks = 1_000;
    CountedSessions.Session counted = CountedSessions.run(agents, slots, tasks, Duration.ZERO);

    Use use = counted.use();
    Use expected = model(counted, agents, slots, tasks, false);

    assertThat(use.writeUnits() / tasks).isLessThanOrEqualTo(3.1);
    assertThat(PRICES.of(use)).isCloseTo(PRICES.of(expected), withPercentage(20));
    assertThat(use.writeUnits()).isCloseTo(expected.writeUnits(), withPercentage(15));
    assertThat(use.sqsRequests()).isCloseTo(expected.sqsRequests(), withPercentage(40));
    assertThat(use.fairQueueRequests()).isCloseTo(expected.fairQueueRequests(), withPercentage(1));
    // Told the sizes of notices and deletes too, it has to be closer.
    Use seen = model(counted, agents, slots, tasks, true);
    assertThat(use.sqsRequests()).isCloseTo(seen.sqsRequests(), withPercentage(25));
    assertThat(use.s3Puts()).isCloseTo(seen.s3Puts(), withPercentage(15));
  }

  private static Use model(
      CountedSessions.Session counted, int agents, int slots, int tasks, boolean toldSizes) {
    Workload workload = new Workload(tasks, 0, PAYLOAD_BYTES, PAYLOAD_BYTES, agents * slots, slots);
    AgentModel ideal = AgentModel.of(workload);
    AgentModel agent =
        new AgentModel(tasks / counted.seconds() / agents, ideal.prefetched(), ideal.held());
    Batches batches =
        Batches.ofPut(workload, agent, (double) tasks / counted.bundles(), agents > 1);
    if (toldSizes) {
      batches =
          new Batches(
              batches.received(),
              batches.put(),
              batches.progress(),
              (double) tasks / counted.notices(),
              (double) tasks / counted.deletes());
    }
    return Calls.of(workload, agent, batches).total(workload, counted.seconds());
  }
}
