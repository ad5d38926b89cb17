package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReceivePlanTest {
  private static final long EMPTY_FOR = ReceivePlan.EMPTY_FOR.toNanos();

  private final ReceivePlan plan = new ReceivePlan(3);

  @Test
  void theHighestLevelIsAskedFirst() {
    assertThat(plan.next(0).ask()).containsExactly(2, 1, 0);
    assertThat(plan.next(0).poll()).isEmpty();
  }

  @Test
  void anEmptyLevelIsNotAskedAgainForAWhile() {
    plan.answered(2, false, 0);

    assertThat(plan.next(EMPTY_FOR - 1).ask()).containsExactly(1, 0);
    assertThat(plan.next(EMPTY_FOR).ask()).containsExactly(2, 1, 0);
  }

  @Test
  void aLevelThatHadMessagesIsAskedAgainAtOnce() {
    plan.answered(2, false, 0);
    plan.answered(2, true, 1);

    assertThat(plan.next(2).ask()).containsExactly(2, 1, 0);
  }

  @Test
  void everySixteenthRoundBeginsAtTheBottom() {
    for (int round = 1; round < ReceivePlan.FROM_THE_BOTTOM_EVERY; round++) {
      assertThat(plan.next(0).ask()).startsWith(2);
    }
    assertThat(plan.next(0).ask()).containsExactly(0, 1, 2);
    assertThat(plan.next(0).ask()).startsWith(2);
  }

  @Test
  void whenAllAreEmptyAllArePolledAtTheSameTimeAndOnce() {
    for (int level = 0; level < 3; level++) {
      plan.answered(level, false, 0);
    }

    assertThat(plan.next(1)).isEqualTo(new ReceivePlan.Round(List.of(), List.of(2, 1, 0)));
    assertThat(plan.next(2)).isEqualTo(new ReceivePlan.Round(List.of(), List.of()));
  }

  @Test
  void aPollThatBroughtMessagesLetsItsLevelBeAskedWhileTheOthersArePolledOn() {
    for (int level = 0; level < 3; level++) {
      plan.answered(level, false, 0);
    }
    plan.next(1);

    plan.answered(1, true, 2);
    plan.pollEnded(1);

    assertThat(plan.next(3)).isEqualTo(new ReceivePlan.Round(List.of(1), List.of()));
  }

  @Test
  void aPollThatBroughtNothingIsFollowedByAPoll() {
    for (int level = 0; level < 3; level++) {
      plan.answered(level, false, 0);
    }
    plan.next(1);

    plan.answered(1, false, 2);
    plan.pollEnded(1);

    assertThat(plan.next(3)).isEqualTo(new ReceivePlan.Round(List.of(), List.of(1)));
  }

  @Test
  void pausedLevelsAreNeitherAskedNorPolled() {
    plan.pause(Set.of(2, 0));

    assertThat(plan.paused(2)).isTrue();
    assertThat(plan.next(0).ask()).containsExactly(1);
    plan.answered(1, false, 0);
    assertThat(plan.next(1).poll()).containsExactly(1);
    plan.pause(Set.of());
    assertThat(plan.next(2).ask()).containsExactly(2, 0);
  }
}
