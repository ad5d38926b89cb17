package io.htcgrid.bench.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The middle and the ends of measured figures. */
public record Median(double lowest, double median, double highest) {
  /**
   * Of all of them.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static Median of(double... figures) {
    if (figures.length == 0) {
      throw new IllegalArgumentException("nothing was measured, so there is no median");
    }
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Median(sorted[0], median, sorted[sorted.length - 1]);
  }

  public static Median of(DoubleStream figures) {
    return of(figures.toArray());
  }

  /**
   * The figure that so many percent of all do not exceed, by the nearest-rank method.
   *
   * @param percent above 0, at most 100
   */
  public static double percentile(double percent, double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }
}
