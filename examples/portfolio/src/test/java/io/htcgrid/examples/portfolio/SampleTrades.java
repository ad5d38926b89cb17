package io.htcgrid.examples.portfolio;

import com.opengamma.strata.basics.currency.Currency;
import com.opengamma.strata.basics.currency.CurrencyPair;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Requests made of a few lines of CSV, with scenarios that are easy to reason about. */
final class SampleTrades {
  static final String HEADER =
      "Strata Trade Type,Id Scheme,Id,Trade Date,Convention,Buy Sell,Currency,Notional,Fixed Rate,"
          + "Start Date,End Date,FX Rate,Payment Date,Far FX Rate,Far Payment Date";

  private SampleTrades() {}

  static String swap(String id, String buySell, String convention, double fixedRate) {
    return "Swap,T,%s,2026-09-28,%s,%s,,10000000,%s,2026-09-30,2031-09-30,,,,"
        .formatted(id, convention, buySell, Double.toString(fixedRate));
  }

  static String deposit(String id, String buySell, String convention, String start, String end) {
    return "TermDeposit,T,%s,2026-09-01,%s,%s,,5000000,3.5,%s,%s,,,,"
        .formatted(id, convention, buySell, start, end);
  }

  static String fra(String id, String buySell, double fixedRate) {
    return "Fra,T,%s,2026-09-28,EUR-EURIBOR-3M,%s,,20000000,%s,2027-03-15,2027-06-15,,,,"
        .formatted(id, buySell, Double.toString(fixedRate));
  }

  static String forward(String id, String buySell, String pair, double rate, String date) {
    return "FxSingle,T,%s,2026-09-28,%s,%s,%s,10000000,,,,%s,%s,,"
        .formatted(id, pair, buySell, pair.substring(0, 3), Double.toString(rate), date);
  }

  static String fxSwap(String id, String buySell) {
    return "FxSwap,T,%s,2026-09-28,EUR/USD,%s,EUR,10000000,,,,1.165,2026-10-15,1.17,2027-04-15"
        .formatted(id, buySell);
  }

  static PricingRequest request(String... lines) {
    PricingRequest request = new PricingRequest();
    request.setHeader(HEADER);
    request.setLines(List.of(lines));
    request.setLineNumbers(IntStream.range(0, lines.length).mapToObj(i -> i + 2).toList());
    return request;
  }

  /** All rates up, or down, by so many basis points. */
  static Scenario rates(String name, double basisPoints) {
    Map<Currency, Double> levels =
        Map.of(
            Currency.USD,
            basisPoints,
            Currency.EUR,
            basisPoints,
            Currency.GBP,
            basisPoints,
            Currency.JPY,
            basisPoints,
            Currency.CHF,
            basisPoints);
    return new Scenario(name, levels, Map.of(), still());
  }

  /** Exchange rates that stay, so that the market after the scenario has them all. */
  static Map<CurrencyPair, Double> still() {
    return Map.of(
        CurrencyPair.parse("EUR/USD"),
        0.0,
        CurrencyPair.parse("GBP/USD"),
        0.0,
        CurrencyPair.parse("USD/JPY"),
        0.0,
        CurrencyPair.parse("USD/CHF"),
        0.0);
  }
}
