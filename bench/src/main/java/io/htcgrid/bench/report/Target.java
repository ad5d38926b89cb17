package io.htcgrid.bench.report;

import java.util.Locale;

/**
 * What a figure's median is to be.
 *
 * @param floor true: {@code bound} or more; false: {@code bound} or less
 */
public record Target(boolean floor, double bound) {
  public static Target atLeast(double bound) {
    return new Target(true, bound);
  }

  public static Target atMost(double bound) {
    return new Target(false, bound);
  }

  public boolean isMetBy(double figure) {
    return floor ? figure >= bound : figure <= bound;
  }

  @Override
  public String toString() {
    return (floor ? ">= " : "<= ") + Figure.number(bound, Locale.ROOT);
  }
}
