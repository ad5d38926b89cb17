package io.htcgrid.bench.report;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** A result as a picture: one chart of medians for each unit. Needs no screen. */
public final class ReportChart {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 420;

  private ReportChart() {}

  /** Writes a PNG; an existing file is replaced. */
  public static void write(BenchResult result, Path file) throws IOException {
    Map<String, List<Figure>> byUnit = new LinkedHashMap<>();
    for (Figure figure : result.figures()) {
      byUnit.computeIfAbsent(figure.unit(), unit -> new ArrayList<>()).add(figure);
    }
    List<CategoryChart> charts = new ArrayList<>();
    byUnit.forEach((unit, figures) -> charts.add(chart(result.benchmark(), unit, figures)));
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(charts, charts.size(), 1, out, BitmapFormat.PNG);
    }
  }

  private static CategoryChart chart(String benchmark, String unit, List<Figure> figures) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(benchmark + ": " + unit)
            .yAxisTitle(unit)
            .build();
    chart.getStyler().setXAxisLabelRotation(20).setChartBackgroundColor(Color.WHITE);
    Collection<String> points = figures.stream().map(ReportChart::point).distinct().toList();
    Map<String, Map<String, Double>> series = new LinkedHashMap<>();
    for (Figure figure : figures) {
      series
          .computeIfAbsent(name(figure), name -> new LinkedHashMap<>())
          .put(point(figure), figure.value().median());
    }
    series.forEach(
        (name, medians) ->
            chart.addSeries(
                name,
                List.copyOf(points),
                points.stream().map(point -> medians.getOrDefault(point, Double.NaN)).toList()));
    return chart;
  }

  /** A figure with one place only stands under its own name, beside others of its unit. */
  private static String point(Figure figure) {
    return figure.point().isEmpty() ? figure.series() : figure.point();
  }

  private static String name(Figure figure) {
    return figure.point().isEmpty() ? "median" : figure.series();
  }
}
