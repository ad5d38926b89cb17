package io.htcgrid.examples.portfolio;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws a report as a PNG: the distribution of daily profits, the stresses, and the interest rate
 * risk by currency. Needs no screen.
 */
final class ReportChart {
  private static final int WIDTH = 1400;
  private static final int HEIGHT = 960;
  private static final int HEADER = 90;
  private static final int MARGIN = 24;
  private static final double MILLION = 1e6;
  private static final int BINS = 36;

  /** Between the histogram's bars, as a share of their width. */
  private static final double GAP = 0.04;

  private static final Color INK = new Color(0x22, 0x2b, 0x38);
  private static final Color FAINT = new Color(0xe3, 0xe7, 0xec);
  private static final Color BLUE = new Color(0x3b, 0x6f, 0xb6);
  private static final Color TEAL = new Color(0x2a, 0x9d, 0x8f);
  private static final Color AMBER = new Color(0xe9, 0xa2, 0x3b);
  private static final Color RED = new Color(0xc8, 0x4b, 0x4b);

  private final PortfolioReport report;

  private ReportChart(PortfolioReport report) {
    this.report = report;
  }

  static void write(PortfolioReport report, Path file) throws IOException {
    BufferedImage image = new ReportChart(report).draw();
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException("This Java cannot write PNG images");
    }
  }

  private BufferedImage draw() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    try {
      canvas.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      canvas.setColor(Color.WHITE);
      canvas.fillRect(0, 0, WIDTH, HEIGHT);
      header(canvas);
      int upper = (HEIGHT - HEADER) * 52 / 100;
      int lower = HEIGHT - HEADER - upper;
      int half = WIDTH / 2;
      paint(canvas, distribution(), 0, HEADER, WIDTH, upper);
      paint(canvas, stresses(), 0, HEADER + upper, half, lower);
      paint(canvas, rateRisk(), half, HEADER + upper, WIDTH - half, lower);
    } finally {
      canvas.dispose();
    }
    return image;
  }

  private void header(Graphics2D canvas) {
    LossTail tail = report.tail();
    canvas.setColor(INK);
    canvas.setFont(font(Font.BOLD, 26));
    canvas.drawString(
        String.format(
            Locale.ROOT,
            "Portfolio of %,d trades, %s",
            report.size(),
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH)
                .format(report.valuationDate())),
        MARGIN,
        42);
    canvas.setFont(font(Font.PLAIN, 17));
    canvas.drawString(
        String.format(
            Locale.ROOT,
            "In millions of %s:  value %,.1f    VaR 95%% %,.2f    VaR 99%% %,.2f    expected"
                + " shortfall %,.2f    %,d scenarios",
            report.currency(),
            report.value() / MILLION,
            tail.var95() / MILLION,
            tail.var99() / MILLION,
            tail.shortfall() / MILLION,
            report.scenarios()),
        MARGIN,
        72);
  }

  private static void paint(
      Graphics2D canvas, Chart<?, ?> chart, int x, int y, int width, int height) {
    AffineTransform before = canvas.getTransform();
    canvas.translate(x, y);
    chart.paint(canvas, width, height);
    canvas.setTransform(before);
    canvas.setClip(null);
  }

  /** A histogram as an area with steps, so that the axis is a scale and VaR a line on it. */
  private XYChart distribution() {
    double[] profits =
        report.dailyOutcomes().stream().mapToDouble(day -> day.profit() / MILLION).toArray();
    Histogram histogram = Histogram.of(profits, BINS);
    XYChart chart = new XYChart(WIDTH, HEIGHT / 2);
    chart.setTitle("Profit and loss in a day, " + profits.length + " scenarios");
    chart.setXAxisTitle("Millions of " + report.currency());
    chart.setYAxisTitle("Days");
    style(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    LossTail tail = report.tail();
    double var95 = -tail.var95() / MILLION;
    double var99 = -tail.var99() / MILLION;
    double last = histogram.from() + histogram.counts().size() * histogram.width();
    chart.getStyler().setXAxisMin(Math.min(histogram.from(), var99) - histogram.width());
    chart.getStyler().setXAxisMax(last + histogram.width());
    steps(chart, histogram, BLUE, "days", Double.POSITIVE_INFINITY);
    steps(chart, histogram, AMBER, "beyond 95%", var95);
    steps(chart, histogram, RED, "beyond 99%", var99);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setAnnotationLineColor(INK);
    chart.getStyler().setAnnotationLineStroke(new BasicStroke(1.5f));
    chart.getStyler().setAnnotationTextFont(font(Font.BOLD, 14));
    chart.getStyler().setAnnotationTextFontColor(INK);
    int highest = Collections.max(histogram.counts());
    mark(chart, "VaR 95%", var95, highest);
    mark(chart, "VaR 99%", var99, highest);
    return chart;
  }

  private static void mark(XYChart chart, String name, double at, int highest) {
    // The text is centred on its place: left of the line by a little more than half its width.
    double room = (chart.getStyler().getXAxisMax() - chart.getStyler().getXAxisMin()) * 0.032;
    chart.addAnnotation(new AnnotationLine(at, true, false));
    chart.addAnnotation(new AnnotationText(name, at - room, highest * 0.95, false));
  }

  private static void steps(
      XYChart chart, Histogram histogram, Color color, String name, double below) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int bin = 0; bin < histogram.counts().size(); bin++) {
      double from = histogram.from() + bin * histogram.width();
      double to = Math.min(from + histogram.width(), below);
      if (to > from) {
        double count = histogram.counts().get(bin);
        double right = to - Math.min(GAP * histogram.width(), (to - from) / 2);
        Collections.addAll(x, from, from, right, right);
        Collections.addAll(y, 0.0, count, count, 0.0);
      }
    }
    if (x.isEmpty()) {
      return;
    }
    chart
        .addSeries(name, x, y)
        .setXYSeriesRenderStyle(XYSeriesRenderStyle.Area)
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(Color.WHITE)
        .setLineWidth(1f)
        .setFillColor(color);
  }

  private HorizontalBarChart stresses() {
    List<PortfolioReport.Outcome> outcomes = new ArrayList<>(report.stressOutcomes());
    Collections.reverse(outcomes);
    HorizontalBarChart chart = new HorizontalBarChart(WIDTH / 2, HEIGHT / 2);
    chart.setTitle("Stresses: profit, millions of " + report.currency());
    style(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setAvailableSpaceFill(0.7);
    // A label for each bar: XChart takes the hint of the other axis for names.
    chart.getStyler().setXAxisMaxLabelCount(outcomes.size());
    chart.getStyler().setSeriesColors(new Color[] {TEAL});
    chart.addSeries(
        "profit",
        outcomes.stream().map(outcome -> outcome.profit() / MILLION).toList(),
        outcomes.stream().map(PortfolioReport.Outcome::scenario).toList());
    return chart;
  }

  private CategoryChart rateRisk() {
    List<Breakdown> currencies =
        report.byCurrency().stream().filter(row -> row.name().length() == 3).toList();
    CategoryChart chart = new CategoryChart(WIDTH / 2, HEIGHT / 2);
    chart.setTitle("PV01: gain per basis point, thousands of " + report.currency());
    style(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setAvailableSpaceFill(0.6);
    chart.getStyler().setSeriesColors(new Color[] {BLUE});
    chart.addSeries(
        "PV01",
        currencies.stream().map(Breakdown::name).toList(),
        currencies.stream().map(row -> row.pv01() / 1000).toList());
    return chart;
  }

  private static void style(AxesChartStyler styler) {
    styler.setBaseFont(font(Font.PLAIN, 14));
    styler.setChartTitleFont(font(Font.BOLD, 17));
    styler.setChartFontColor(INK);
    styler.setAxisTitleFont(font(Font.PLAIN, 14));
    styler.setAxisTickLabelsFont(font(Font.PLAIN, 13));
    styler.setAxisTickLabelsColor(INK);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(FAINT);
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setChartTitleBoxVisible(false);
    styler.setChartPadding(MARGIN);
    styler.setLocale(Locale.ROOT);
    styler.setLegendPosition(Styler.LegendPosition.InsideNE);
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}
