package io.htcgrid.bench.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.htcgrid.bench.price.Prices;
import io.htcgrid.bench.price.Use;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final Percentage ONE_PERCENT = Percentage.withPercentage(1);

  private static Workload workload(long tasks, double seconds, int slots) {
    return new Workload(tasks, seconds, 1024, 1024, slots, 8);
  }

  @Test
  void slotsThatNothingLimitsTakeAsLongAsTheirTasks() {
    Estimate estimate = Estimate.of(workload(100_000, 1, 1000));

    assertThat(estimate.seconds()).isCloseTo(100, ONE_PERCENT);
    assertThat(estimate.tasksPerSecond()).isCloseTo(1000, ONE_PERCENT);
    assertThat(estimate.slowing()).isEmpty();
    assertThat(estimate.vcpuHours()).isCloseTo(100 * 1000 / 3600.0, ONE_PERCENT);
  }

  @Test
  void aSessionTakesWholeRoundsOfItsSlots() {
    assertThat(Estimate.of(workload(9, 10, 8)).seconds()).isCloseTo(20, ONE_PERCENT);
    assertThat(Estimate.of(workload(3, 10, 800)).seconds())
        .isCloseTo(10 + ServiceTimes.ONE_TASK, ONE_PERCENT);
  }

  @Test
  void slotsWaitForAConnectorThatCannotSubmitAsFast() {
    Estimate estimate = Estimate.of(workload(1_000_000, 0.1, 1000));

    assertThat(estimate.unlimited()).isGreaterThan(9_000);
    assertThat(estimate.tasksPerSecond()).isCloseTo(Limits.SUBMITS, ONE_PERCENT);
    assertThat(estimate.slowing()).map(Limit::what).hasValue("tasks that one connector submits");
  }

  @Test
  void manySmallAgentsThrottleTheirSessionsPartitionHoweverLongTheirTasksAre() {
    Workload small = workload(1_000_000, 600, 100_000);
    Workload large = new Workload(1_000_000, 600, 1024, 1024, 100_000, 32);

    assertThat(Estimate.of(small).disturbing())
        .map(Limit::what)
        .hasValue("read units of the session's partition");
    assertThat(Estimate.of(small).slowing()).isEmpty();
    assertThat(Estimate.of(large).disturbing()).isEmpty();
  }

  @Test
  void aLimitIsReachedAtItsQuota() {
    Limit limit = new Limit("x", 500, 1000, "a second", Limit.Kind.SLOWS, "wait");

    assertThat(limit.throttles()).isFalse();
    assertThat(limit.slotsAtQuota(80)).hasValue(160);
  }

  @Test
  void slotsWaitForAnAgentThatCannotEndAsManyTasks() {
    Estimate one = Estimate.of(new Workload(100_000, 0, 1024, 1024, 64, 64));
    Estimate eight = Estimate.of(new Workload(100_000, 0, 1024, 1024, 8, 2));

    assertThat(one.slowing()).map(Limit::what).hasValue("tasks that one agent ends");
    assertThat(one.tasksPerSecond()).isCloseTo(AgentModel.mostTasksPerSecond(), ONE_PERCENT);
    assertThat(EstimateText.of(one, Prices.listed(), null))
        .contains("limited by tasks that one agent ends", "give agents fewer slots each");
    assertThat(eight.slowing()).isEmpty();
    assertThat(eight.first()).map(Limit::what).isNotEqualTo(one.slowing().map(Limit::what));
  }

  @Test
  void slotsThatADeadlineNeedsAreToldOfTogetherWithWhatFailsAtThem() {
    Workload workload = workload(1_000_000, 600, 1000);
    Duration deadline = Duration.ofHours(2);
    Prices prices = Prices.listed();

    assertThat(Estimate.of(workload).disturbing()).isEmpty();
    assertThat(EstimateText.of(Estimate.of(workload), prices, deadline))
        .containsPattern(
            "within 2 h: \\S+ slots\\R"
                + "but calls would fail all the while for want of read units of the session's");
    assertThat(
            EstimateJson.of(Estimate.of(workload), prices, deadline)
                .at("/deadline/failsForWantOf")
                .asText())
        .isEqualTo("read units of the session's partition");
  }

  @Test
  void anEstimateTellsWhatOfItIsMeasuredAndWhatAssumed() {
    Estimate estimate = Estimate.of(workload(1000, 1, 8));

    assertThat(EstimateText.of(estimate, Prices.listed(), null))
        .contains("measured: 3.8 ms of a vCPU", "assumed: delays of AWS: S3 put 42 ms");
    assertThat(EstimateJson.of(estimate, Prices.listed(), null).at("/measured")).hasSize(4);
  }

  @Test
  void asManySlotsAsADeadlineNeedsAreEnoughAndOneLessIsNot() {
    Workload workload = workload(100_000, 1, 1);

    int slots = Estimate.slotsWithin(workload, 300).orElseThrow();

    assertThat(Estimate.of(workload.withSlots(slots)).seconds()).isLessThanOrEqualTo(300);
    assertThat(Estimate.of(workload.withSlots(slots - 1)).seconds()).isGreaterThan(300);
    assertThat(Estimate.slotsWithin(workload, 0.5)).isEmpty();
  }

  @Test
  void longTasksPayForTheirHeartbeats() {
    Use brief = Estimate.of(workload(1000, 9, 8)).use();
    Use lasting = Estimate.of(workload(1000, 65, 8)).use();

    assertThat((lasting.writeUnits() - brief.writeUnits()) / 1000).isCloseTo(6, Offset.offset(0.5));
  }

  @Test
  void largePayloadsAndResultsAreReadFromS3() {
    Use small = Estimate.of(new Workload(1000, 1, 4096, 16 * 1024, 8, 8)).use();
    Use large = Estimate.of(new Workload(1000, 1, 2_000_000, 2_000_000, 8, 8)).use();

    assertThat(small.s3Gets()).isZero();
    assertThat(large.s3Gets()).isCloseTo(2000, ONE_PERCENT);
    assertThat(large.s3Puts()).isCloseTo(2000, ONE_PERCENT);
  }

  @Test
  void anEventThatFindsNothingUnderWayGoesAloneAndManyShareAWrite() {
    assertThat(Batches.groupCommit(0.001, 0.05)).isCloseTo(1, Offset.offset(0.001));
    assertThat(Batches.groupCommit(1000, 0.05)).isCloseTo(50, Offset.offset(0.001));
  }

  @Test
  void aBundleOfOnePageIsToldOfAtOnceAndOneOfManyInTwoNotices() {
    Workload workload = workload(1_000_000, 0, 8);
    AgentModel agent = new AgentModel(1, 0, 0);

    assertThat(Batches.ofPut(workload, agent, 8, false).told()).isCloseTo(8, ONE_PERCENT);
    assertThat(Batches.ofPut(workload, agent, 100, true).told()).isCloseTo(50, ONE_PERCENT);
  }

  @Test
  void theTextAndTheDocumentTellTheSame() {
    Estimate estimate = Estimate.of(workload(1_000_000, 1, 1000));
    Prices prices = Prices.listed();

    String text = EstimateText.of(estimate, prices, Duration.ofMinutes(5));

    assertThat(text)
        .contains("on 1,000 slots (125 agents)", "time: 16 min", "within 5 min: 3,3")
        .contains("would throttle first: write units of a new table")
        .contains("with EC2 On-Demand", "with EC2 Spot");
    assertThat(
            EstimateJson.of(estimate, prices, Duration.ofMinutes(5)).at("/deadline/slots").asInt())
        .isBetween(3_300, 3_399);
  }

  @Test
  void aWorkloadOutOfBoundsIsRefusedWithAllThatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Workload(0, Double.NaN, -1, 1 << 30, 0, 500))
        .withMessageContainingAll(
            "--tasks is 0",
            "--seconds-per-task is NaN",
            "--payload is -1",
            "--result is 1073741824; it must be 0 to 33554432",
            "--slots is 0",
            "--slots-per-agent is 500");
  }
}
