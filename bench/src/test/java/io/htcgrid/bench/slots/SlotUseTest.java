package io.htcgrid.bench.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.htcgrid.bench.grid.Slept;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotUseTest {
  /** Two slots: filled at 20, one of them empty from 50 to 60, the last task begun at 90. */
  private static final List<Slept> TASKS =
      List.of(
          new Slept(0, 0, 50),
          new Slept(1, 20, 70),
          new Slept(2, 60, 90),
          new Slept(3, 70, 120),
          new Slept(4, 90, 140));

  @Test
  void fillingAndEmptyingTheSlotsIsLeftOut() {
    assertThat(SlotUse.of(TASKS, 2, 0)).isEqualTo(new SlotUse(20, 90, 130.0 / 140));
  }

  @Test
  void whatRanWhileTasksWereSubmittedIsLeftOut() {
    assertThat(SlotUse.of(TASKS, 2, 60)).isEqualTo(new SlotUse(60, 90, 1));
  }

  @Test
  void tasksThatHadAllBegunWhenTheLastWasSubmittedSayNothing() {
    assertThatIllegalStateException()
        .isThrownBy(() -> SlotUse.of(TASKS, 2, 90))
        .withMessage(
            "5 tasks are too few for 2 slots: all had begun when the last was submitted; give"
                + " more");
  }
}
