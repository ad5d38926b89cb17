package io.htcgrid.bench;

import java.util.Arrays;
import java.util.Locale;

/** The middle and the ends of measured figures. */
record Median(double lowest, double median, double highest) {
  static Median of(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Median(sorted[0], median, sorted[sorted.length - 1]);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%10.2f  (%.2f to %.2f)", median, lowest, highest);
  }
}
