package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrefetchPlanTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final PrefetchPlan plan = new PrefetchPlan(4, 64);

  @Test
  void nothingIsPrefetchedBeforeAnythingIsKnown() {
    plan.fetched(MILLI);

    assertThat(plan.target(0)).isZero();
  }

  @Test
  void asManyAsEndDuringOneFetchTwice() {
    plan.fetched(20 * MILLI);
    plan.ran(10 * MILLI);

    assertThat(plan.target(0)).isEqualTo(16);
  }

  @Test
  void neverMoreThanTheBound() {
    plan.fetched(20 * MILLI);
    plan.ran(1);

    assertThat(plan.target(0)).isEqualTo(64);
  }

  @Test
  void noneAreHoardedWhenTasksAreLong() {
    plan.fetched(20 * MILLI);
    plan.ran(1000 * MILLI);

    assertThat(plan.target(0)).isZero();
  }

  @Test
  void aTaskThatRunsLongTellsBeforeItEnds() {
    plan.fetched(20 * MILLI);
    plan.ran(MILLI);

    assertThat(plan.target(10_000 * MILLI)).isZero();
  }

  @Test
  void theNewestTimesWeighATenth() {
    plan.fetched(10 * MILLI);
    plan.ran(10 * MILLI);
    plan.ran(110 * MILLI);

    // 4 slots x 10 ms / 20 ms, twice.
    assertThat(plan.target(0)).isEqualTo(4);
  }
}
