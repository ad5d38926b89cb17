package io.htcgrid.examples.portfolio;

import com.opengamma.strata.basics.ReferenceData;
import com.opengamma.strata.pricer.rate.ImmutableRatesProvider;
import com.opengamma.strata.pricer.rate.RatesProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prices blocks of trades in the market as it is and in each scenario. The markets are made once
 * and kept, for all the blocks that the same process prices. Not safe for use by several threads:
 * Lambda gives each process one request at a time.
 */
final class BlockPricer {
  private static final double BASIS_POINT = 1e-4;

  private final ReferenceData calendars = ReferenceData.standard();
  private final ImmutableRatesProvider market;
  private final Map<String, List<Scenario>> scenarios;
  private final Map<String, List<ImmutableRatesProvider>> moved = new LinkedHashMap<>();

  BlockPricer(ImmutableRatesProvider market, Map<String, List<Scenario>> scenarios) {
    this.market = market;
    this.scenarios = scenarios;
  }

  PricingResult price(PricingRequest request) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (String set : request.getScenarioSets()) {
      names.put(set, scenarioSet(set).stream().map(Scenario::name).toList());
    }
    List<TradeFigures> figures = new ArrayList<>();
    for (BookedTrade trade : BookedTrade.parse(request)) {
      figures.add(price(trade, names.keySet()));
    }
    PricingResult result = new PricingResult();
    result.setCurrency(Market.BASE.getCode());
    result.setValuationDate(market.getValuationDate().toString());
    result.setScenarios(names);
    result.setTrades(figures);
    return result;
  }

  private TradeFigures price(BookedTrade booked, Iterable<String> sets) {
    TradeFigures figures = new TradeFigures();
    figures.setLine(booked.line());
    figures.setId(booked.id());
    figures.setCurrency(booked.currency());
    try {
      PriceableTrade trade = PriceableTrade.of(booked.trade(), calendars);
      figures.setProduct(trade.product());
      double value = value(trade, market);
      figures.setPresentValue(cents(value));
      figures.setPv01(cents(pv01(trade)));
      Map<String, double[]> profits = new LinkedHashMap<>();
      for (String set : sets) {
        profits.put(
            set,
            moved(set).stream().mapToDouble(after -> cents(value(trade, after) - value)).toArray());
      }
      figures.setProfits(profits);
      return figures;
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException(
          "Line "
              + booked.line()
              + " of the book, trade "
              + booked.id()
              + ", cannot be priced: "
              + e.getMessage(),
          e);
    }
  }

  private static double value(PriceableTrade trade, RatesProvider rates) {
    return trade.presentValue(rates).convertedTo(Market.BASE, rates).getAmount();
  }

  /** Exact derivatives by curve node, added up: what a bump and a second pricing approximates. */
  private double pv01(PriceableTrade trade) {
    return market
            .parameterSensitivity(trade.sensitivity(market))
            .total(Market.BASE, market)
            .getAmount()
        * BASIS_POINT;
  }

  private static double cents(double amount) {
    return Math.round(amount * 100) / 100.0;
  }

  private List<Scenario> scenarioSet(String set) {
    List<Scenario> found = scenarios.get(set);
    if (found == null) {
      throw new IllegalArgumentException(
          "There is no scenario set '" + set + "'; there are " + scenarios.keySet());
    }
    return found;
  }

  private List<ImmutableRatesProvider> moved(String set) {
    return moved.computeIfAbsent(
        set, name -> scenarioSet(name).stream().map(scenario -> scenario.applyTo(market)).toList());
  }
}
