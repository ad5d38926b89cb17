package io.htcgrid.examples.portfolio;

import com.opengamma.strata.basics.ReferenceData;
import com.opengamma.strata.basics.currency.Currency;
import com.opengamma.strata.basics.currency.CurrencyPair;
import com.opengamma.strata.basics.date.HolidayCalendar;
import com.opengamma.strata.basics.date.Tenor;
import com.opengamma.strata.basics.index.IborIndex;
import com.opengamma.strata.basics.index.OvernightIndex;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Makes the market files of the example: invented figures of a plausible size, always the same. */
final class MarketGenerator {
  static final LocalDate VALUATION_DATE = LocalDate.of(2026, 9, 30);
  private static final LocalDate FIRST_FIXING = LocalDate.of(2025, 9, 1);
  private static final long SEED = 20260930;

  private MarketGenerator() {}

  static String curveGroups() {
    StringBuilder csv = new StringBuilder("Group Name,Curve Type,Reference,Curve Name\n");
    for (SampleCurve curve : SampleCurve.ALL) {
      for (String reference : curve.references()) {
        csv.append("Market,").append(reference.replace(':', ','));
        csv.append(',').append(curve.name()).append('\n');
      }
    }
    return csv.toString();
  }

  static String curveSettings() {
    StringBuilder csv =
        new StringBuilder(
            "Curve Name,Value Type,Day Count,Interpolator,Left Extrapolator,Right Extrapolator\n");
    for (SampleCurve curve : SampleCurve.ALL) {
      csv.append(curve.name()).append(",Zero,Act/365F,Linear,Flat,Flat\n");
    }
    return csv.toString();
  }

  static String curves() {
    StringBuilder csv = new StringBuilder("Valuation Date,Curve Name,Date,Value,Label\n");
    for (SampleCurve curve : SampleCurve.ALL) {
      for (int i = 0; i < SampleCurve.TENORS.size(); i++) {
        String tenor = SampleCurve.TENORS.get(i);
        LocalDate date = VALUATION_DATE.plus(Tenor.parse(tenor).getPeriod());
        csv.append(
            String.format(
                Locale.ROOT,
                "%s,%s,%s,%.6f,%s\n",
                VALUATION_DATE,
                curve.name(),
                date,
                curve.rates().get(i) / 100,
                tenor));
      }
    }
    return csv.toString();
  }

  /** Spot rates, each pair the way the market quotes it. */
  static Map<CurrencyPair, Double> spotRates() {
    Map<CurrencyPair, Double> rates = new LinkedHashMap<>();
    rates.put(CurrencyPair.of(Currency.EUR, Currency.USD), 1.1650);
    rates.put(CurrencyPair.of(Currency.GBP, Currency.USD), 1.3420);
    rates.put(CurrencyPair.of(Currency.USD, Currency.JPY), 148.50);
    rates.put(CurrencyPair.of(Currency.USD, Currency.CHF), 0.8010);
    return rates;
  }

  static String fxRates() {
    StringBuilder csv = new StringBuilder("Valuation Date,Currency Pair,Value\n");
    spotRates()
        .forEach(
            (pair, rate) ->
                csv.append(String.format(Locale.ROOT, "%s,%s,%.4f\n", VALUATION_DATE, pair, rate)));
    return csv.toString();
  }

  static String fixings() {
    Random random = new Random(SEED);
    StringBuilder csv = new StringBuilder("Reference,Date,Value\n");
    for (SampleCurve curve : SampleCurve.ALL) {
      String index = curve.name();
      HolidayCalendar calendar =
          ReferenceData.standard()
              .getValue(
                  index.contains("EURIBOR")
                      ? IborIndex.of(index).getFixingCalendar()
                      : OvernightIndex.of(index).getFixingCalendar());
      double rate = curve.rates().get(0);
      LocalDate date = calendar.previous(VALUATION_DATE);
      while (!date.isBefore(FIRST_FIXING)) {
        csv.append(String.format(Locale.ROOT, "%s,%s,%.5f\n", index, date, rate / 100));
        // Backwards in time: rates were a little higher, and wandered.
        rate += 0.0004 + 0.012 * random.nextGaussian();
        date = calendar.previous(date);
      }
    }
    return csv.toString();
  }
}
