package io.htcgrid.examples.portfolio;

import java.io.PrintWriter;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Prints a report as plain text, at most 100 columns wide, in ASCII alone. */
final class TextReport {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
  private static final int BINS = 14;
  private static final int BAR = 58;
  private static final int WORST_DAYS = 3;
  private static final String RULE = "  " + "-".repeat(96);

  private final PrintWriter out;

  private TextReport(PrintWriter out) {
    this.out = out;
  }

  static void print(PortfolioReport report, PrintWriter out) {
    new TextReport(out).print(report);
    out.flush();
  }

  private void print(PortfolioReport report) {
    line("");
    line(
        "  PORTFOLIO OF %,d TRADES ON %s, IN %s",
        report.size(),
        DATE.format(report.valuationDate()).toUpperCase(Locale.ROOT),
        report.currency());
    line(
        "  priced in %,d blocks under %,d scenarios: %,d prices",
        report.blocks(), report.scenarios(), report.size() * (report.scenarios() + 1L));
    table("By product", report.byProduct(), report.total());
    table("By currency", report.byCurrency(), report.total());
    tail(report);
    days(report);
    stresses(report);
    line("");
  }

  private void table(String title, List<Breakdown> rows, Breakdown total) {
    line("");
    line(
        "  %-16s %7s %16s %12s %13s %13s %13s",
        title, "Trades", "Value", "PV01", "VaR 95%", "VaR 99%", "Worst day");
    line(RULE);
    rows.forEach(this::row);
    line(RULE);
    row(total);
  }

  private void row(Breakdown row) {
    LossTail tail = row.tail();
    line(
        "  %-16s %,7d %,16.0f %,12.0f %,13.0f %,13.0f %,13.0f",
        row.name(),
        row.trades(),
        row.value(),
        row.pv01(),
        tail.var95(),
        tail.var99(),
        -tail.worst());
  }

  private void tail(PortfolioReport report) {
    LossTail tail = report.tail();
    line("");
    line("  One-day risk of the book, from %,d scenarios", report.dailyOutcomes().size());
    line(RULE);
    line("  %-44s %,15.0f", "Value at risk, 95%: 1 day in 20 loses more", tail.var95());
    line("  %-44s %,15.0f", "Value at risk, 99%: 1 day in 100 loses more", tail.var99());
    line("  %-44s %,15.0f", "Expected shortfall, 97.5%", tail.shortfall());
    for (PortfolioReport.Outcome day : report.worstDays(WORST_DAYS)) {
      line("  %-44s %,15.0f", "Bad day: the moves of " + day.scenario(), day.profit());
    }
  }

  private void days(PortfolioReport report) {
    double[] profits =
        report.dailyOutcomes().stream().mapToDouble(PortfolioReport.Outcome::profit).toArray();
    Histogram histogram = Histogram.of(profits, BINS);
    int most = histogram.counts().stream().mapToInt(Integer::intValue).max().orElseThrow();
    line("");
    line("  %-28s %s", "Profit and loss in a day", "Days");
    line(RULE);
    for (int bin = 0; bin < histogram.counts().size(); bin++) {
      int count = histogram.counts().get(bin);
      double from = histogram.from() + bin * histogram.width();
      int length = (int) Math.round((double) BAR * count / most);
      line(
          "  %,12.0f .. %,12.0f %5d %s",
          from, from + histogram.width(), count, "#".repeat(count > 0 ? Math.max(1, length) : 0));
    }
  }

  private void stresses(PortfolioReport report) {
    line("");
    line("  %-28s %15s", "Stress", "Profit");
    line(RULE);
    double most =
        report.stressOutcomes().stream()
            .mapToDouble(stress -> Math.abs(stress.profit()))
            .max()
            .orElse(1);
    for (PortfolioReport.Outcome stress : report.stressOutcomes()) {
      int length = (int) Math.round(24 * Math.abs(stress.profit()) / Math.max(most, 1e-9));
      String bar =
          stress.profit() < 0
              ? " ".repeat(24 - length) + "-".repeat(length) + "|"
              : " ".repeat(24) + "|" + "+".repeat(length);
      line("  %-28s %,15.0f  %s", stress.scenario(), stress.profit(), bar);
    }
  }

  private void line(String format, Object... values) {
    // One line ending everywhere, and no "-0".
    String text = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    out.println(text.replaceAll(" -0(?= |$)", "  0"));
  }
}
