package io.htcgrid.examples.portfolio;

import com.google.common.collect.ImmutableListMultimap;
import com.opengamma.strata.basics.currency.Currency;
import com.opengamma.strata.basics.currency.FxMatrix;
import com.opengamma.strata.basics.currency.FxMatrixBuilder;
import com.opengamma.strata.collect.io.ResourceLocator;
import com.opengamma.strata.data.FxRateId;
import com.opengamma.strata.loader.csv.FixingSeriesCsvLoader;
import com.opengamma.strata.loader.csv.FxRatesCsvLoader;
import com.opengamma.strata.loader.csv.RatesCurvesCsvLoader;
import com.opengamma.strata.market.curve.RatesCurveGroup;
import com.opengamma.strata.market.observable.IndexQuoteId;
import com.opengamma.strata.pricer.rate.ImmutableRatesProvider;
import com.opengamma.strata.pricer.rate.ImmutableRatesProviderBuilder;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The market that ships with the function, read from its CSV files. */
final class Market {
  /** The currency of every figure. */
  static final Currency BASE = Currency.USD;

  private Market() {}

  /** The curves, exchange rates and fixings of the valuation date. */
  static ImmutableRatesProvider load() {
    ImmutableListMultimap<LocalDate, RatesCurveGroup> groups =
        RatesCurvesCsvLoader.loadAllDates(
            file("curve-groups.csv"), file("curve-settings.csv"), List.of(file("curves.csv")));
    Map.Entry<LocalDate, RatesCurveGroup> group = groups.entries().iterator().next();
    LocalDate valuationDate = group.getKey();
    FxMatrixBuilder fxRates = FxMatrix.builder();
    for (Map.Entry<FxRateId, com.opengamma.strata.basics.currency.FxRate> rate :
        FxRatesCsvLoader.load(valuationDate, file("fx-rates.csv")).entrySet()) {
      fxRates.addRate(
          rate.getKey().getPair(),
          rate.getValue()
              .fxRate(rate.getKey().getPair().getBase(), rate.getKey().getPair().getCounter()));
    }
    ImmutableRatesProviderBuilder market =
        ImmutableRatesProvider.builder(valuationDate)
            .discountCurves(group.getValue().getDiscountCurves())
            .indexCurves(group.getValue().getForwardCurves())
            .fxRateProvider(fxRates.build());
    FixingSeriesCsvLoader.load(file("fixings.csv"))
        .forEach(
            (id, series) -> {
              if (id instanceof IndexQuoteId quote) {
                market.timeSeries(quote.getIndex(), series);
              }
            });
    return market.build();
  }

  private static ResourceLocator file(String name) {
    return ResourceLocator.ofClasspath(Market.class, "market/" + name);
  }
}
