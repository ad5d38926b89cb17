package io.htcgrid.examples.portfolio;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Discount factors of a sample curve, worked out here and not by the pricing library: straight
 * lines between the nodes' rates, time in days over 365.
 */
record ZeroCurve(SampleCurve sample) {
  private static final List<Integer> MONTHS =
      List.of(1, 3, 6, 12, 24, 36, 60, 84, 120, 180, 240, 360);

  double discountFactor(LocalDate date) {
    double time = time(date);
    return Math.exp(-rate(time) / 100 * time);
  }

  private double rate(double time) {
    for (int i = 0; i < MONTHS.size(); i++) {
      double right = time(MarketGenerator.VALUATION_DATE.plusMonths(MONTHS.get(i)));
      if (time <= right) {
        if (i == 0) {
          return sample.rates().get(0);
        }
        double left = time(MarketGenerator.VALUATION_DATE.plusMonths(MONTHS.get(i - 1)));
        double before = sample.rates().get(i - 1);
        return before + (time - left) / (right - left) * (sample.rates().get(i) - before);
      }
    }
    return sample.rates().get(MONTHS.size() - 1);
  }

  private static double time(LocalDate date) {
    return ChronoUnit.DAYS.between(MarketGenerator.VALUATION_DATE, date) / 365.0;
  }
}
