package io.htcgrid.bench.footprint;

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
class FootprintTest {
  @Test
  void everyProcessIsMeasured() throws IOException, InterruptedException {
    BenchSettings tiny =
        new BenchSettings(OptionalInt.of(1), List.of(50), List.of(), List.of(2), Optional.empty());

    BenchResult result = new Footprint(Duration.ofMillis(100), 0).run(tiny, line -> {});

    assertThat(points(result, "start")).containsExactly("agent");
    assertThat(points(result, "memory, idle"))
        .containsExactly("agent", "connector", "Lambda runtime");
    assertThat(points(result, "processor time per task"))
        .containsExactly(
            "agent", "agent's compiler", "connector", "Lambda runtime", "functions", "services");
    assertThat(points(result, "memory, the most under load"))
        .containsExactly("agent", "connector", "Lambda runtime", "functions");
    assertThat(result.figures()).allMatch(figure -> figure.value().median() > 0);
    // This module does not hold the command.
    assertThat(result.notes()).anyMatch(note -> note.contains("its start-up is left out"));
  }

  private static List<String> points(BenchResult result, String series) {
    return result.figures().stream()
        .filter(figure -> figure.series().equals(series))
        .map(Figure::point)
        .toList();
  }
}
