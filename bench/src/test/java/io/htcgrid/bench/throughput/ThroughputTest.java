package io.htcgrid.bench.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.report.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ThroughputTest {
  @Test
  void tasksThatDoNotFillPagesAreRefusedBeforeAnythingStarts() {
    List<String> progress = new ArrayList<>();
    BenchSettings odd = of(List.of(150));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Throughput().run(odd, progress::add))
        .withMessage("--tasks is 150, and the floor submits pages of 100; give a multiple of that");
    assertThat(progress).isEmpty();
  }

  @Test
  void theTargetIsOfOneAgentWithFourSlotsAndTenThousandTasks() {
    assertThat(Throughput.rateTarget(1, 4, 10_000)).isEqualTo(Target.atLeast(250));
    assertThat(Throughput.rateTarget(2, 4, 10_000)).isNull();
    assertThat(Throughput.rateTarget(1, 8, 10_000)).isNull();
    assertThat(Throughput.rateTarget(1, 4, 2_000)).isNull();
  }

  private static BenchSettings of(List<Integer> tasks) {
    return new BenchSettings(OptionalInt.empty(), tasks, List.of(), List.of(), Optional.empty());
  }
}
