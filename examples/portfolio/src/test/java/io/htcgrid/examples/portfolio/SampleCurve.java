package io.htcgrid.examples.portfolio;

import com.opengamma.strata.basics.currency.Currency;
import java.util.List;

/**
 * A made-up zero curve: a name, a currency and one rate in percent for each of {@link #TENORS}.
 *
 * @param name the curve's name in the market files
 * @param currency the currency whose scenarios move it
 * @param references what it discounts or forecasts, as {@code Discount:USD} or {@code
 *     Forward:USD-SOFR}
 * @param rates percent a year, continuously compounded, at each tenor
 */
record SampleCurve(String name, Currency currency, List<String> references, List<Double> rates) {
  /** The tenors of every curve. */
  static final List<String> TENORS =
      List.of("1M", "3M", "6M", "1Y", "2Y", "3Y", "5Y", "7Y", "10Y", "15Y", "20Y", "30Y");

  private static final double[] YEARS = {1 / 12d, 0.25, 0.5, 1, 2, 3, 5, 7, 10, 15, 20, 30};

  static final SampleCurve USD =
      of("USD-SOFR", Currency.USD, "Discount:USD Forward:USD-SOFR")
          .at(3.70, 3.65, 3.55, 3.40, 3.30, 3.32, 3.45, 3.60, 3.80, 4.00, 4.05, 3.95);
  static final SampleCurve EUR =
      of("EUR-ESTR", Currency.EUR, "Discount:EUR Forward:EUR-ESTR")
          .at(1.93, 1.93, 1.95, 1.98, 2.05, 2.13, 2.30, 2.45, 2.65, 2.82, 2.87, 2.80);
  static final SampleCurve EURIBOR_3M =
      of("EUR-EURIBOR-3M", Currency.EUR, "Forward:EUR-EURIBOR-3M")
          .at(1.99, 2.00, 2.02, 2.06, 2.14, 2.23, 2.41, 2.56, 2.76, 2.93, 2.97, 2.89);
  static final SampleCurve EURIBOR_6M =
      of("EUR-EURIBOR-6M", Currency.EUR, "Forward:EUR-EURIBOR-6M")
          .at(2.06, 2.08, 2.10, 2.14, 2.22, 2.31, 2.48, 2.63, 2.82, 2.98, 3.01, 2.92);
  static final SampleCurve GBP =
      of("GBP-SONIA", Currency.GBP, "Discount:GBP Forward:GBP-SONIA")
          .at(3.72, 3.70, 3.65, 3.58, 3.55, 3.58, 3.70, 3.85, 4.05, 4.30, 4.38, 4.35);
  static final SampleCurve JPY =
      of("JPY-TONAR", Currency.JPY, "Discount:JPY Forward:JPY-TONAR")
          .at(0.73, 0.78, 0.85, 0.95, 1.10, 1.20, 1.42, 1.60, 1.85, 2.20, 2.45, 2.65);
  static final SampleCurve CHF =
      of("CHF-SARON", Currency.CHF, "Discount:CHF Forward:CHF-SARON")
          .at(0.02, 0.01, 0.00, 0.02, 0.08, 0.16, 0.32, 0.42, 0.52, 0.60, 0.62, 0.58);

  /** Every curve, in the order of the market files. */
  static final List<SampleCurve> ALL = List.of(USD, EUR, EURIBOR_3M, EURIBOR_6M, GBP, JPY, CHF);

  SampleCurve {
    references = List.copyOf(references);
    rates = List.copyOf(rates);
  }

  private static SampleCurve of(String name, Currency currency, String references) {
    return new SampleCurve(name, currency, List.of(references.split(" ", -1)), List.of());
  }

  private SampleCurve at(Double... percent) {
    return new SampleCurve(name, currency, references, List.of(percent));
  }

  /** The curve that discounts this currency. */
  static SampleCurve discounting(Currency currency) {
    return ALL.stream().filter(curve -> curve.currency.equals(currency)).findFirst().orElseThrow();
  }

  /** The rate in percent at a time in years: straight lines between tenors, flat outside. */
  double rate(double years) {
    if (years <= YEARS[0]) {
      return rates.get(0);
    }
    for (int i = 1; i < YEARS.length; i++) {
      if (years <= YEARS[i]) {
        double weight = (years - YEARS[i - 1]) / (YEARS[i] - YEARS[i - 1]);
        return rates.get(i - 1) + weight * (rates.get(i) - rates.get(i - 1));
      }
    }
    return rates.get(rates.size() - 1);
  }
}
