package io.htcgrid.examples.portfolio;

import com.opengamma.strata.collect.array.DoubleArray;

/**
 * The bad end of a distribution of profits, from equally likely scenarios. All four are losses: the
 * larger, the worse; negative when even the worst scenarios gain.
 *
 * @param var95 value at risk at 95%: the loss that 5% of the scenarios exceed
 * @param var99 value at risk at 99%: the loss that 1% of the scenarios exceed
 * @param shortfall expected shortfall at 97.5%: the average loss of the worst 2.5% of the scenarios
 * @param worst the loss of the worst scenario
 */
public record LossTail(double var95, double var99, double shortfall, double worst) {

  /**
   * Measures the tail of these profits.
   *
   * @param profits one for each scenario, at least one
   */
  static LossTail of(DoubleArray profits) {
    int scenarios = profits.size();
    if (scenarios == 0) {
      throw new IllegalArgumentException("No scenarios, so no distribution of losses");
    }
    DoubleArray ascending = profits.sorted();
    int worst = Math.max(1, beyond(0.025, scenarios));
    return new LossTail(
        -ascending.get(beyond(0.05, scenarios)),
        -ascending.get(beyond(0.01, scenarios)),
        -ascending.subArray(0, worst).sum() / worst,
        -ascending.get(0));
  }

  /** How many of the scenarios are this share, rounded down; safe from 0.05 x 100 = 4.99... */
  private static int beyond(double share, int scenarios) {
    return (int) Math.floor(share * scenarios + 1e-9);
  }
}
