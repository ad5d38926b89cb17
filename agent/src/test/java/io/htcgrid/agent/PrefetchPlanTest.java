package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrefetchPlanTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private static final long[] IDLE = new long[4];

  private final PrefetchPlan plan = new PrefetchPlan(64);

  @Test
  void nothingIsPrefetchedBeforeAnythingIsKnown() {
    plan.fetched(MILLI);

    assertThat(plan.target(IDLE)).isZero();
  }

  @Test
  void asManyAsEndDuringOneFetchTwice() {
    plan.fetched(20 * MILLI);
    plan.ran(10 * MILLI);

    assertThat(plan.target(IDLE)).isEqualTo(16);
  }

  @Test
  void neverMoreThanTheBound() {
    plan.fetched(20 * MILLI);
    plan.ran(1);

    assertThat(plan.target(IDLE)).isEqualTo(64);
  }

  @Test
  void noneAreHoardedWhenTasksAreLong() {
    plan.fetched(20 * MILLI);
    plan.ran(1000 * MILLI);

    assertThat(plan.target(IDLE)).isZero();
  }

  @Test
  void aTaskThatRunsLongTellsBeforeItEnds() {
    plan.fetched(20 * MILLI);
    plan.ran(10 * MILLI);
    long longer = 10_000 * MILLI;

    assertThat(plan.target(longer, longer, longer, longer)).isZero();
  }

  @Test
  void aSlotWithALongTaskDoesNotStarveTheOthers() {
    plan.fetched(20 * MILLI);
    plan.ran(10 * MILLI);

    assertThat(plan.target(10_000 * MILLI, 0, MILLI, 2 * MILLI)).isEqualTo(12);
  }

  @Test
  void nothingIsHeldForSlotsWhoseTasksRunUnlikeTheOnesBefore() {
    plan.fetched(100 * MILLI);
    plan.ran(10 * MILLI);
    long[] atFirst = {499 * MILLI, 499 * MILLI, 499 * MILLI, 499 * MILLI};
    long[] soon = {501 * MILLI, 501 * MILLI, 501 * MILLI, 501 * MILLI};

    assertThat(plan.target(atFirst)).isEqualTo(2);
    assertThat(plan.target(soon)).isZero();
  }

  @Test
  void tasksThatAlwaysTakeHalfASecondAreHeldOn() {
    plan.fetched(100 * MILLI);
    plan.ran(500 * MILLI);
    long running = 501 * MILLI;

    assertThat(plan.target(running, running, running, running)).isEqualTo(2);
  }

  @Test
  void aFetchThatTakesNextToNothingOfATasksTimeIsWaitedForHoweverManySlotsThereAre() {
    plan.fetched(20 * MILLI);
    plan.ran(2_001 * MILLI);

    assertThat(plan.target(new long[64])).isZero();
  }

  @Test
  void theNewestTimesWeighATenth() {
    plan.fetched(10 * MILLI);
    plan.ran(10 * MILLI);
    plan.ran(110 * MILLI);

    // 4 slots x 10 ms / 20 ms, twice.
    assertThat(plan.target(IDLE)).isEqualTo(4);
  }
}
