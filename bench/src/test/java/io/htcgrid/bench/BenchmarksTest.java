package io.htcgrid.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarksTest {
  @ParameterizedTest
  @CsvSource({"throughput", "utilisation", "mixed", "footprint"})
  void aBenchmarkThatTakesOneSizeRefusesTwoBeforeAnythingStarts(String name) {
    BenchSettings twice = of(List.of(1000, 2000), List.of());

    assertRefused(name, twice, "--tasks names 2 numbers; this benchmark takes one");
  }

  @ParameterizedTest
  @CsvSource({"mixed", "footprint"})
  void aBenchmarkThatTakesOneNumberOfSlotsRefusesThreeBeforeAnythingStarts(String name) {
    BenchSettings thrice = of(List.of(), List.of(1, 2, 3));

    assertRefused(name, thrice, "--slots names 3 numbers; this benchmark takes one");
  }

  private static BenchSettings of(List<Integer> tasks, List<Integer> slots) {
    return new BenchSettings(OptionalInt.empty(), tasks, List.of(), slots, Optional.empty());
  }

  private static void assertRefused(String name, BenchSettings settings, String message) {
    List<String> progress = new ArrayList<>();
    Benchmark benchmark = Benchmarks.named(name).orElseThrow();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> benchmark.run(settings, progress::add))
        .withMessage(message);
    assertThat(progress).isEmpty();
  }
}
