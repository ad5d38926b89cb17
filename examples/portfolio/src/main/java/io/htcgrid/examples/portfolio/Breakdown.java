package io.htcgrid.examples.portfolio;

import com.opengamma.strata.collect.array.DoubleArray;
import java.util.Collection;

/**
 * The figures of a part of the book, or of all of it.
 *
 * @param name which part
 * @param trades how many trades it has
 * @param value the present value
 * @param pv01 the gain if every interest rate rose by one basis point
 * @param days the profit in each daily scenario; a loss is negative
 * @param stresses the profit in each stress
 */
record Breakdown(
    String name, int trades, double value, double pv01, DoubleArray days, DoubleArray stresses) {

  /** Adds up the figures of these trades, of which there must be one at least. */
  static Breakdown of(String name, Collection<TradeFigures> trades) {
    double value = 0;
    double pv01 = 0;
    TradeFigures first = trades.iterator().next();
    DoubleArray days = DoubleArray.filled(profits(first, PortfolioReport.DAYS).size());
    DoubleArray stresses = DoubleArray.filled(profits(first, PortfolioReport.STRESS).size());
    for (TradeFigures trade : trades) {
      value += trade.getPresentValue();
      pv01 += trade.getPv01();
      days = days.plus(profits(trade, PortfolioReport.DAYS));
      stresses = stresses.plus(profits(trade, PortfolioReport.STRESS));
    }
    return new Breakdown(name, trades.size(), value, pv01, days, stresses);
  }

  /** The bad end of the daily profits. */
  LossTail tail() {
    return LossTail.of(days);
  }

  static DoubleArray profits(TradeFigures trade, String set) {
    double[] found = trade.getProfits().get(set);
    if (found == null) {
      throw new IllegalArgumentException(
          "Trade " + trade.getId() + " was not priced under the scenario set '" + set + "'");
    }
    return DoubleArray.ofUnsafe(found);
  }
}
