package io.htcgrid.bench.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.report.BenchResult;
import io.htcgrid.bench.report.Figure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TransferTest {
  private static final BenchSettings SMALL =
      new BenchSettings(OptionalInt.of(1), List.of(120), List.of(), List.of(), Optional.empty());

  @Test
  @Tag("long")
  void submittingIsMeasuredForEachSize() throws IOException {
    BenchResult result = new Submit().run(SMALL, line -> {});

    assertFigures(result, "submit");
  }

  @Test
  @Tag("long")
  void retrievingIsMeasuredForEachSize() throws IOException, InterruptedException {
    BenchResult result = new Retrieve(60).run(SMALL, line -> {});

    assertFigures(result, "retrieve");
  }

  private static void assertFigures(BenchResult result, String rate) {
    assertThat(result.figures())
        .extracting(Figure::series, Figure::point, Figure::unit)
        .containsExactly(tuple(rate, "120 tasks", "tasks/s"), tuple("heap", "120 tasks", "MiB"));
    assertThat(result.figures()).allMatch(figure -> figure.value().lowest() > 0);
  }

  @Test
  void sizesThatTheServicesCannotHoldAreRefusedBeforeAnythingStarts() {
    BenchSettings large =
        new BenchSettings(
            OptionalInt.empty(), List.of(1_000_000), List.of(), List.of(), Optional.empty());

    assertThatThrownBy(() -> TaskCounts.of(large, 2L << 30))
        .hasMessage(
            "1000000 tasks take 2735 MiB in the services, which run in this JVM, and it may have"
                + " 2048; measure fewer, or set HTCGRID_JAVA_OPTIONS=-Xmx2736m");
    assertThat(TaskCounts.of(large, 4L << 30)).containsExactly(1_000_000);
  }

  @Test
  void howOftenEachSizeRunsIsTold() {
    assertThat(TaskCounts.told(BenchSettings.defaults(), List.of(1_000, 1_000_000), "-Xmx9m"))
        .containsExactly(
            entry("runs", "3 and 1"),
            entry("tasks", "1000 and 1000000"),
            entry("connector", "-Xmx9m"));
  }
}
