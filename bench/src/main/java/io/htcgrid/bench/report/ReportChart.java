package io.htcgrid.bench.report;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A result as a picture: one chart for each unit, of medians with lowest and highest. Needs no
 * screen.
 */
public final class ReportChart {
  private static final int WIDTH = 1000;
  private static final int FIGURE_WIDTH = 40;
  private static final int HEIGHT = 420;

  /** What title and names of places, and an entry of the legend, take. */
  private static final int TITLE_HEIGHT = 110;

  private static final int ENTRY_HEIGHT = 28;

  /** The name of the bars that show it. */
  static final String SPREAD = "lowest to highest";

  private ReportChart() {}

  /** Writes a PNG; an existing file is replaced. */
  public static void write(BenchResult result, Path file) throws IOException {
    Map<String, List<Figure>> byUnit = new LinkedHashMap<>();
    for (Figure figure : result.figures()) {
      byUnit.computeIfAbsent(figure.unit(), unit -> new ArrayList<>()).add(figure);
    }
    int most = byUnit.values().stream().mapToInt(List::size).max().orElse(0);
    int width = Math.max(WIDTH, most * FIGURE_WIDTH);
    List<CategoryChart> charts = new ArrayList<>();
    int entries = byUnit.values().stream().mapToInt(each -> names(each).size() + 1).max().orElse(0);
    int height = Math.max(HEIGHT, TITLE_HEIGHT + entries * ENTRY_HEIGHT);
    byUnit.forEach(
        (unit, figures) ->
            charts.add(chart(result.benchmark() + ": " + unit, figures, width, height)));
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(charts, charts.size(), 1, out, BitmapFormat.PNG);
    }
  }

  /**
   * @param figures of one unit
   */
  static CategoryChart chart(String title, List<Figure> figures, int width, int height) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .yAxisTitle(figures.get(0).unit())
            .build();
    chart
        .getStyler()
        .setOverlapped(true)
        .setXAxisLabelRotation(20)
        .setXAxisTickMarkSpacingHint(1)
        .setChartBackgroundColor(Color.WHITE);
    List<Figure> ordered = byPoint(figures);
    List<String> places = places(ordered);
    for (String name : names(figures)) {
      chart.addSeries(
          name,
          places,
          ordered.stream()
              .map(figure -> name(figure).equals(name) ? figure.value().median() : Double.NaN)
              .toList());
    }
    // XChart's bars for errors are as long upwards as downwards: they go around their middle.
    chart
        .addSeries(
            SPREAD,
            places,
            ordered.stream().map(figure -> middle(figure.value())).toList(),
            ordered.stream()
                .map(figure -> figure.value().highest() - middle(figure.value()))
                .toList())
        .setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter)
        .setMarker(SeriesMarkers.NONE);
    return chart;
  }

  private static List<String> names(List<Figure> figures) {
    return figures.stream().map(ReportChart::name).distinct().toList();
  }

  private static double middle(Median value) {
    return (value.lowest() + value.highest()) / 2;
  }

  /** Figures of one place side by side. */
  private static List<Figure> byPoint(List<Figure> figures) {
    Map<String, List<Figure>> points = new LinkedHashMap<>();
    for (Figure figure : figures) {
      points.computeIfAbsent(point(figure), point -> new ArrayList<>()).add(figure);
    }
    return points.values().stream().flatMap(List::stream).toList();
  }

  /** The name of a place stands at its first figure; what nobody sees, at the others. */
  private static List<String> places(List<Figure> ordered) {
    List<String> places = new ArrayList<>();
    for (Figure figure : ordered) {
      places.add(places.contains(point(figure)) ? unseen(places.size()) : point(figure));
    }
    return places;
  }

  /** A name of its own for each number; short, as XChart makes room for the longest name. */
  private static String unseen(int number) {
    return Integer.toString(number, 4)
        .replace('0', '\u200B')
        .replace('1', '\u200C')
        .replace('2', '\u200D')
        .replace('3', '\u2060');
  }

  /** A figure with one place only stands under its own name, beside others of its unit. */
  private static String point(Figure figure) {
    return figure.point().isEmpty() ? figure.series() : figure.point();
  }

  private static String name(Figure figure) {
    return figure.point().isEmpty() ? "median" : figure.series();
  }
}
