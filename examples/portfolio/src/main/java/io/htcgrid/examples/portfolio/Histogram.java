package io.htcgrid.examples.portfolio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often values fall into bins of one width, whose edges are round numbers.
 *
 * @param from the lower edge of the first bin
 * @param width the width of each bin, above zero
 * @param counts how many values each bin holds
 */
record Histogram(double from, double width, List<Integer> counts) {
  private static final double[] ROUND = {1, 2, 2.5, 5, 10};

  Histogram {
    counts = List.copyOf(counts);
  }

  /**
   * Counts values in at most this many bins and a few more, for the edges to be round.
   *
   * @param values at least one
   * @param bins how many bins to aim for, at least one
   */
  static Histogram of(double[] values, int bins) {
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    double width = roundUp(Math.max(most - least, 1e-9) / bins);
    double from = Math.floor(least / width) * width;
    int count = (int) Math.floor((most - from) / width) + 1;
    int[] counts = new int[count];
    for (double value : values) {
      counts[Math.min(count - 1, (int) Math.floor((value - from) / width))]++;
    }
    List<Integer> boxed = new ArrayList<>();
    Arrays.stream(counts).forEach(boxed::add);
    return new Histogram(from, width, boxed);
  }

  private static double roundUp(double width) {
    double power = Math.pow(10, Math.floor(Math.log10(width)));
    for (double step : ROUND) {
      if (width <= step * power * (1 + 1e-9)) {
        return step * power;
      }
    }
    return 10 * power;
  }
}
