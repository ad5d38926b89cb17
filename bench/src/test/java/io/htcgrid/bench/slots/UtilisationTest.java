package io.htcgrid.bench.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.htcgrid.bench.report.Figure;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

class UtilisationTest {
  private static final ExecutionInterceptor NO_DELAYS = new ExecutionInterceptor() {};

  @Test
  @Tag("long")
  void theSharesOfSlotTimeAddUpToAllOfIt() throws IOException {
    List<Figure> figures = new SlotLoad(2, 50).measure(NO_DELAYS, 80, 1);

    assertThat(figures)
        .extracting(Figure::series)
        .containsExactly("utilisation", "around functions", "without a task");
    assertThat(figures.stream().mapToDouble(figure -> figure.value().median()).sum())
        .isBetween(0.999, 1.001);
    assertThat(figures.get(0).value().median()).isPositive();
  }

  @Test
  @Tag("long")
  void everyLongTaskIsRunByOneOfTwoAgents() throws IOException {
    List<Figure> figures = Spread.measure(NO_DELAYS, 40, 13, 100, 1);

    assertThat(figures).hasSize(3);
    assertThat(figures.get(1).value().median() + figures.get(2).value().median()).isEqualTo(13);
  }

  @Test
  void theLoadsWithATargetAreMeasuredUnlessOthersAreAskedFor() {
    assertThat(SlotLoad.of(List.of()))
        .filteredOn(load -> load.target() != null)
        .extracting(SlotLoad::point)
        .containsExactly("4 slots, 10 ms", "32 slots, 100 ms");
    assertThat(SlotLoad.of(List.of(3)))
        .extracting(SlotLoad::point, SlotLoad::tasks)
        .containsExactly(
            tuple("3 slots, 1 ms", 4_000),
            tuple("3 slots, 10 ms", 2_400),
            tuple("3 slots, 100 ms", 240),
            tuple("3 slots, 1000 ms", 24),
            tuple("3 slots, 10000 ms", 9));
  }
}
