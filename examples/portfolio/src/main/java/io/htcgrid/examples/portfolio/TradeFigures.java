package io.htcgrid.examples.portfolio;

import java.util.Map;

/** What one trade is worth, and what it gains or loses when markets move. A plain bean. */
public final class TradeFigures {
  private int line;
  private String id = "";
  private String product = "";
  private String currency = "";
  private double presentValue;
  private double pv01;
  private Map<String, double[]> profits = Map.of();

  /** The trade's line in the book; the header is line 1. */
  public int getLine() {
    return line;
  }

  /** Sets the trade's line in the book. */
  public void setLine(int line) {
    this.line = line;
  }

  /** The trade's id in the book. */
  public String getId() {
    return id;
  }

  /** Sets the trade's id. */
  public void setId(String id) {
    this.id = id;
  }

  /** What kind of trade it is, such as {@code Swap}. */
  public String getProduct() {
    return product;
  }

  /** Sets the kind of trade. */
  public void setProduct(String product) {
    this.product = product;
  }

  /** The currency of the notional, or the pair: {@code EUR}, {@code EUR/USD}. */
  public String getCurrency() {
    return currency;
  }

  /** Sets the currency or pair. */
  public void setCurrency(String currency) {
    this.currency = currency;
  }

  /** The present value, in the result's currency, to the cent. */
  public double getPresentValue() {
    return presentValue;
  }

  /** Sets the present value. */
  public void setPresentValue(double presentValue) {
    this.presentValue = presentValue;
  }

  /** The gain if every interest rate rose by one basis point, to the cent. */
  public double getPv01() {
    return pv01;
  }

  /** Sets the gain per basis point. */
  public void setPv01(double pv01) {
    this.pv01 = pv01;
  }

  /** By scenario set, the change of the present value in each scenario; a loss is negative. */
  public Map<String, double[]> getProfits() {
    return profits;
  }

  /** Sets the change of the present value in each scenario. */
  public void setProfits(Map<String, double[]> profits) {
    this.profits = profits;
  }
}
