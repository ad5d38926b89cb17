package io.htcgrid.examples.portfolio;

import com.opengamma.strata.basics.currency.Currency;
import com.opengamma.strata.basics.currency.CurrencyPair;
import com.opengamma.strata.basics.currency.FxMatrix;
import com.opengamma.strata.basics.currency.FxMatrixBuilder;
import com.opengamma.strata.basics.index.Index;
import com.opengamma.strata.collect.array.DoubleArray;
import com.opengamma.strata.market.curve.Curve;
import com.opengamma.strata.market.curve.InterpolatedNodalCurve;
import com.opengamma.strata.pricer.rate.ImmutableRatesProvider;
import java.util.HashMap;
import java.util.Map;

/**
 * A move of the market: every curve of a currency shifts and tilts, and exchange rates change.
 *
 * @param name what the report calls it
 * @param levels by currency, the parallel shift of its rates, in basis points
 * @param slopes by currency, by how many basis points rates of ten years and more rise against the
 *     shortest; half of it is taken off the short end and half added to the long one
 * @param fxMoves by pair, the relative change of the rate, in percent
 */
record Scenario(
    String name,
    Map<Currency, Double> levels,
    Map<Currency, Double> slopes,
    Map<CurrencyPair, Double> fxMoves) {
  private static final double BASIS_POINT = 1e-4;
  private static final double TILT_YEARS = 10;

  Scenario {
    levels = Map.copyOf(levels);
    slopes = Map.copyOf(slopes);
    fxMoves = Map.copyOf(fxMoves);
  }

  /** The market after the move. */
  ImmutableRatesProvider applyTo(ImmutableRatesProvider market) {
    // A curve that both discounts and forecasts is moved once.
    Map<Curve, Curve> moved = new HashMap<>();
    Map<Currency, Curve> discount = new HashMap<>();
    market
        .getDiscountCurves()
        .forEach(
            (currency, curve) ->
                discount.put(
                    currency, moved.computeIfAbsent(curve, before -> move(before, currency))));
    Map<Index, Curve> forward = new HashMap<>();
    market
        .getIndexCurves()
        .forEach(
            (index, curve) ->
                forward.put(
                    index,
                    moved.computeIfAbsent(curve, before -> move(before, currencyOf(index)))));
    return ImmutableRatesProvider.builder(market.getValuationDate())
        .discountCurves(discount)
        .indexCurves(forward)
        .timeSeries(market.getTimeSeries())
        .fxRateProvider(moveFx(market))
        .build();
  }

  private Curve move(Curve curve, Currency currency) {
    if (!(curve instanceof InterpolatedNodalCurve nodal)) {
      throw new IllegalStateException("Curve " + curve.getName() + " has no nodes to move");
    }
    double level = levels.getOrDefault(currency, 0.0);
    double slope = slopes.getOrDefault(currency, 0.0);
    DoubleArray years = nodal.getXValues();
    return nodal.withYValues(
        nodal
            .getYValues()
            .mapWithIndex((i, rate) -> rate + shift(years.get(i), level, slope) * BASIS_POINT));
  }

  /** The shift of the rate for a time in years, in basis points. */
  static double shift(double years, double level, double slope) {
    return level + slope * (Math.min(years, TILT_YEARS) / TILT_YEARS - 0.5);
  }

  private static Currency currencyOf(Index index) {
    return Currency.of(index.getName().substring(0, 3));
  }

  private FxMatrix moveFx(ImmutableRatesProvider market) {
    FxMatrixBuilder moved = FxMatrix.builder();
    fxMoves.forEach(
        (pair, percent) ->
            moved.addRate(
                pair, market.fxRate(pair.getBase(), pair.getCounter()) * (1 + percent / 100)));
    return moved.build();
  }
}
