package io.htcgrid.bench.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdleBesideWorkTest {
  private static final List<String> BOTH = List.of("a", "b");

  @Test
  void anAgentThatIsBusyUntilTheLastTaskBeginsWasNotIdle() {
    List<Stay> stays = List.of(new Stay("a", 0, 100), new Stay("b", 0, 90), new Stay("b", 90, 190));

    assertThat(IdleBesideWork.of(stays, BOTH, 1, 0).millis()).isZero();
  }

  @Test
  void aFreeSlotCountsWhileATaskHasNotBegun() {
    List<Stay> stays =
        List.of(new Stay("a", 0, 100), new Stay("b", 0, 40), new Stay("a", 100, 200));

    assertThat(IdleBesideWork.of(stays, BOTH, 1, 0).millis()).isEqualTo(60);
  }

  @Test
  void anAgentThatRanNothingWasIdleAllTheTime() {
    List<Stay> stays = List.of(new Stay("a", 0, 100), new Stay("a", 100, 200));

    assertThat(IdleBesideWork.of(stays, BOTH, 1, 30).millis()).isEqualTo(70);
  }

  @Test
  void oneFreeSlotOfTwoIsIdle() {
    List<Stay> stays =
        List.of(
            new Stay("a", 0, 100),
            new Stay("a", 25, 100),
            new Stay("b", 0, 100),
            new Stay("b", 5, 100),
            new Stay("b", 100, 200));

    assertThat(IdleBesideWork.of(stays, BOTH, 2, 0).millis()).isEqualTo(25);
  }
}
