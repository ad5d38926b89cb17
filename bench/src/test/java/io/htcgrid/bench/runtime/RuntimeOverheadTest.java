package io.htcgrid.bench.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.report.BenchResult;
import io.htcgrid.bench.report.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class RuntimeOverheadTest {
  @Test
  void everyKindOfFunctionIsMeasuredWithEverySizeOfPayload() throws IOException {
    BenchSettings once =
        new BenchSettings(OptionalInt.of(1), List.of(), List.of(), List.of(), Optional.empty());

    BenchResult result = new RuntimeOverhead(Duration.ofMillis(1)).run(once, line -> {});

    for (String kind : List.of("Java", "bootstrap, Python", "bootstrap, shell")) {
      assertThat(result.figures())
          .filteredOn(figure -> figure.series().equals("warm"))
          .extracting(Figure::point)
          .contains(kind + ", 0 B", kind + ", 1 KiB", kind + ", 256 KiB", kind + ", 6 MiB");
      assertThat(result.figures())
          .filteredOn(figure -> figure.series().equals("cold"))
          .extracting(Figure::point)
          .contains(kind);
    }
    // The bare server is beside the functions in Java.
    assertThat(result.figures()).hasSize(3 * (2 * 6 + 1) + 2 * 6);
    assertThat(result.figures())
        .filteredOn(figure -> figure.series().equals("bare"))
        .extracting(Figure::point)
        .contains("Java, 0 B", "Java, 6 MiB");
    assertThat(result.figures())
        .filteredOn(figure -> figure.target().isPresent())
        .extracting(figure -> figure.series() + ", " + figure.point())
        .containsExactly("overhead, Java, 0 B", "overhead, Java, 1 KiB");
  }
}
