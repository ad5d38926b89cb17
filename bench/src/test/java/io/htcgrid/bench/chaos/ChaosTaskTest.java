package io.htcgrid.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChaosTaskTest {
  @Test
  void aPayloadSaysAllOfItsTask() {
    for (int i = 0; i < 1000; i++) {
      ChaosTask task = ChaosTask.of(5, i, 3000);
      assertThat(ChaosTask.parse(task.payload())).isEqualTo(task);
    }
    ChaosTask killer = ChaosTask.killer(5, 1, 3000);
    assertThat(ChaosTask.parse(killer.payload())).isEqualTo(killer);
  }

  @Test
  void noTwoTasksHaveOneAnswerAndASeedAlwaysGivesTheSame() {
    Set<String> answers =
        IntStream.range(0, 1000)
            .mapToObj(i -> ChaosTask.sha256(ChaosTask.of(5, i, 3000).answer()))
            .collect(Collectors.toSet());

    assertThat(answers).hasSize(1000);
    assertThat(ChaosTask.of(5, 900, 3000)).isEqualTo(ChaosTask.of(5, 900, 3000));
  }

  @Test
  void aShortRunHasEveryDeedAndAKillerOnlyBesides() {
    assertThat(IntStream.range(0, 100).mapToObj(i -> ChaosTask.of(5, i, 3000).deed()))
        .contains(Deed.FLAKY, Deed.EXIT, Deed.HANG, Deed.MEMORY, Deed.OVERSIZE, Deed.MALFORMED)
        .contains(Deed.QUICK, Deed.SLOW, Deed.LONG, Deed.LARGE, Deed.LOG, Deed.FORK, Deed.THROW)
        .doesNotContain(Deed.KILLER);
  }
}
