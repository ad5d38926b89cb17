package io.htcgrid.examples.portfolio;

import com.opengamma.strata.collect.array.DoubleArray;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What the book is worth and what it may lose: the trades' figures and their sums. Sums are taken
 * in the order of the book, so that they do not depend on which result came first.
 */
public final class PortfolioReport {
  /** The scenario set of one-day moves, from which the risk figures come. */
  static final String DAYS = "days";

  /** The scenario set of named stresses. */
  static final String STRESS = "stress";

  private final String currency;
  private final LocalDate valuationDate;
  private final int blocks;
  private final List<String> days;
  private final List<String> stresses;
  private final List<TradeFigures> trades;
  private final Breakdown total;

  private PortfolioReport(PricingResult any, List<TradeFigures> trades, int blocks) {
    this.currency = any.getCurrency();
    this.valuationDate = LocalDate.parse(any.getValuationDate());
    this.blocks = blocks;
    this.days = List.copyOf(any.getScenarios().getOrDefault(DAYS, List.of()));
    this.stresses = List.copyOf(any.getScenarios().getOrDefault(STRESS, List.of()));
    this.trades = trades;
    this.total = Breakdown.of("Book", trades);
  }

  /** The report on these blocks, at least one, in whatever order they come. */
  static PortfolioReport of(List<PricingResult> blocks) {
    PricingResult first = blocks.get(0);
    List<TradeFigures> trades = new ArrayList<>();
    for (PricingResult block : blocks) {
      if (!block.getScenarios().equals(first.getScenarios())
          || !block.getValuationDate().equals(first.getValuationDate())
          || !block.getCurrency().equals(first.getCurrency())) {
        throw new IllegalArgumentException(
            "Two blocks were priced in different markets; was the function replaced meanwhile?");
      }
      trades.addAll(block.getTrades());
    }
    trades.sort(Comparator.comparingInt(TradeFigures::getLine));
    return new PortfolioReport(first, List.copyOf(trades), blocks.size());
  }

  /** A scenario and what the book gains in it; a loss is negative. */
  public record Outcome(String scenario, double profit) {}

  /** The ISO code of the currency of every figure. */
  public String currency() {
    return currency;
  }

  /** The day whose market the book was priced in. */
  public LocalDate valuationDate() {
    return valuationDate;
  }

  /** How many trades the book has. */
  public int size() {
    return trades.size();
  }

  /** How many blocks the book was priced in. */
  public int blocks() {
    return blocks;
  }

  /** How many scenarios each trade was priced under. */
  public int scenarios() {
    return days.size() + stresses.size();
  }

  /** The book's present value. */
  public double value() {
    return total.value();
  }

  /** What the book gains if every interest rate rises by one basis point. */
  public double pv01() {
    return total.pv01();
  }

  /** The bad end of the book's daily profits. */
  public LossTail tail() {
    return total.tail();
  }

  /** The book's profit in each daily scenario, in the scenarios' order. */
  public List<Outcome> dailyOutcomes() {
    return outcomes(days, total.days());
  }

  /** The book's profit in each stress, in the scenarios' order. */
  public List<Outcome> stressOutcomes() {
    return outcomes(stresses, total.stresses());
  }

  /** The days on which the book loses most, the worst first. */
  public List<Outcome> worstDays(int count) {
    return dailyOutcomes().stream()
        .sorted(Comparator.comparingDouble(Outcome::profit))
        .limit(count)
        .toList();
  }

  /** Prints the report as plain text, at most 100 columns wide. */
  public void print(PrintWriter out) {
    TextReport.print(this, out);
  }

  /**
   * Writes {@code results.csv}, a line for each trade, and {@code chart.png} into a folder.
   *
   * @param folder made when it is not there; files of those names are replaced
   * @throws IOException if a file cannot be written; a machine that cannot draw is no error
   */
  public ReportFiles write(Path folder) throws IOException {
    return ReportFiles.write(this, folder, ReportChart::write);
  }

  /** Each trade's figures, in the book's order. */
  List<TradeFigures> trades() {
    return trades;
  }

  /** The names of the stresses. */
  List<String> stresses() {
    return stresses;
  }

  /** The names of the daily scenarios. */
  List<String> days() {
    return days;
  }

  Breakdown total() {
    return total;
  }

  List<Breakdown> byProduct() {
    return by(TradeFigures::getProduct);
  }

  List<Breakdown> byCurrency() {
    return by(TradeFigures::getCurrency);
  }

  private List<Breakdown> by(Function<TradeFigures, String> key) {
    Map<String, List<TradeFigures>> groups = new TreeMap<>();
    trades.forEach(
        trade -> groups.computeIfAbsent(key.apply(trade), name -> new ArrayList<>()).add(trade));
    return groups.entrySet().stream()
        .map(group -> Breakdown.of(group.getKey(), group.getValue()))
        .toList();
  }

  private static List<Outcome> outcomes(List<String> names, DoubleArray profits) {
    return IntStream.range(0, names.size())
        .mapToObj(i -> new Outcome(names.get(i), profits.get(i)))
        .toList();
  }
}
