package io.htcgrid.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;

class ReportTest {
  private static final BenchResult RESULT =
      new BenchResult(
          "throughput",
          Map.of("tasks", "1000"),
          List.of(
              Figure.of("end to end", "4 slots", "tasks/s", 240, 251, 260)
                  .withTarget(Target.atLeast(250)),
              Figure.of("floor", "4 slots", "tasks/s", 350.5),
              Figure.of("added", "ms", 0.451).withTarget(Target.atMost(0.4))),
          List.of("services run in the same JVM"));

  @Test
  void theTableShowsMedianEndsAndTarget() {
    assertThat(ReportTable.of(RESULT, Map.of("processors", "2")).lines().map(String::strip))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("throughput: tasks 1000"),
            line -> assertThat(line).isEqualTo("on: processors 2"),
            line -> assertThat(line).startsWith("figure").endsWith("target"),
            line ->
                assertThat(line)
                    .matches("end to end +4 slots +251 +240 +260 +tasks/s +>= 250 +met"),
            line -> assertThat(line).matches("floor +4 slots +351 +351 +351 +tasks/s"),
            line -> assertThat(line).matches("added +0.451 .* ms +<= 0.400 +MISSED"),
            line -> assertThat(line).isEqualTo("note: services run in the same JVM"));
  }

  @Test
  void theDocumentHoldsFiguresUnrounded() {
    assertThat(ReportJson.of(RESULT, Map.of("processors", "2"), Instant.EPOCH).toString())
        .isEqualTo(
            """
            {"benchmark":"throughput","measuredAt":"1970-01-01T00:00:00Z",\
            "machine":{"processors":"2"},"settings":{"tasks":"1000"},"figures":[\
            {"figure":"end to end","at":"4 slots","unit":"tasks/s","median":251.0,"lowest":240.0,\
            "highest":260.0,"target":250.0,"targetIs":"atLeast","met":true},\
            {"figure":"floor","at":"4 slots","unit":"tasks/s","median":350.5,"lowest":350.5,\
            "highest":350.5},\
            {"figure":"added","at":"","unit":"ms","median":0.451,"lowest":0.451,"highest":0.451,\
            "target":0.4,"targetIs":"atMost","met":false}],\
            "notes":["services run in the same JVM"]}""");
  }

  @Test
  void theChartShowsHowFarFiguresSpreadAroundTheirMedians() {
    CategoryChart chart =
        ReportChart.chart("throughput: tasks/s", RESULT.figures().subList(0, 2), 1000, 420);

    assertThat(chart.getSeriesCollection())
        .extracting(CategorySeries::getName)
        .containsExactly("end to end", "floor", "lowest to highest");
    assertThat(chart.getSeries("end to end").getYData()).containsExactly(251.0, Double.NaN);
    // The place is named once.
    assertThat(chart.getSeries("floor").getXData().stream().map(String::valueOf))
        .containsExactly("4 slots", "\u200C");
    CategorySeries spread = chart.getSeries(ReportChart.SPREAD);
    assertThat(spread.getYData()).containsExactly(250.0, 350.5);
    assertThat(spread.getExtraValues()).containsExactly(10.0, 0.0);
  }

  @Test
  void theChartHasAPanelForEachUnit(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("chart.png");

    ReportChart.write(RESULT, file);

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getHeight()).isGreaterThan(2 * 400);
  }
}
