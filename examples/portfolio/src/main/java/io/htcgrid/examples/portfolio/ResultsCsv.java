package io.htcgrid.examples.portfolio;

import com.opengamma.strata.collect.array.DoubleArray;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes each trade's figures as a line of CSV. */
final class ResultsCsv {
  private ResultsCsv() {}

  static void write(PortfolioReport report, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write(row(header(report)));
      for (TradeFigures trade : report.trades()) {
        out.write(row(cells(trade, report)));
      }
    }
  }

  private static List<String> header(PortfolioReport report) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                "Line",
                "Id",
                "Product",
                "Currency",
                "Value " + report.currency(),
                "PV01",
                "VaR 95%",
                "VaR 99%",
                "Expected shortfall",
                "Worst day",
                "Profit on worst day"));
    cells.addAll(report.stresses());
    return cells;
  }

  private static List<String> cells(TradeFigures trade, PortfolioReport report) {
    DoubleArray days = Breakdown.profits(trade, PortfolioReport.DAYS);
    int worst = 0;
    for (int i = 1; i < days.size(); i++) {
      worst = days.get(i) < days.get(worst) ? i : worst;
    }
    LossTail tail = LossTail.of(days);
    List<String> cells =
        new ArrayList<>(
            List.of(
                Integer.toString(trade.getLine()),
                trade.getId(),
                trade.getProduct(),
                trade.getCurrency(),
                amount(trade.getPresentValue()),
                amount(trade.getPv01()),
                amount(tail.var95()),
                amount(tail.var99()),
                amount(tail.shortfall()),
                report.days().get(worst),
                amount(days.get(worst))));
    Breakdown.profits(trade, PortfolioReport.STRESS)
        .forEach((i, profit) -> cells.add(amount(profit)));
    return cells;
  }

  private static String amount(double value) {
    return BigDecimal.valueOf(Math.round(value * 100), 2).toPlainString();
  }

  private static String row(List<String> cells) {
    return cells.stream().map(ResultsCsv::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[,\"\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
