package io.htcgrid.examples.portfolio;

import java.util.List;
import java.util.Map;

/** A task's result: the figures of each trade of the block. A plain bean, like its request. */
public final class PricingResult {
  private String currency = "";
  private String valuationDate = "";
  private Map<String, List<String>> scenarios = Map.of();
  private List<TradeFigures> trades = List.of();

  /** The ISO code of the currency of every figure. */
  public String getCurrency() {
    return currency;
  }

  /** Sets the currency of every figure. */
  public void setCurrency(String currency) {
    this.currency = currency;
  }

  /** The day whose market the trades were priced in, as {@code 2026-09-30}. */
  public String getValuationDate() {
    return valuationDate;
  }

  /** Sets the valuation date. */
  public void setValuationDate(String valuationDate) {
    this.valuationDate = valuationDate;
  }

  /** The scenarios' names by set, in the order of the profits of each trade. */
  public Map<String, List<String>> getScenarios() {
    return scenarios;
  }

  /** Sets the scenarios' names by set. */
  public void setScenarios(Map<String, List<String>> scenarios) {
    this.scenarios = scenarios;
  }

  /** The figures, in the order of the request's lines. */
  public List<TradeFigures> getTrades() {
    return trades;
  }

  /** Sets the figures. */
  public void setTrades(List<TradeFigures> trades) {
    this.trades = trades;
  }
}
