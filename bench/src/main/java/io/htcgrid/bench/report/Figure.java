package io.htcgrid.bench.report;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure.
 *
 * @param series what was measured, such as {@code end to end}
 * @param point where, such as {@code 1 agent, 4 slots}; empty where there is one place only
 * @param unit such as {@code tasks/s}
 */
public record Figure(
    String series, String point, String unit, Median value, Optional<Target> target) {
  public static Figure of(String series, String point, String unit, double... values) {
    return new Figure(series, point, unit, Median.of(values), Optional.empty());
  }

  public static Figure of(String series, String unit, double... values) {
    return of(series, "", unit, values);
  }

  public Figure withTarget(@Nullable Target wanted) {
    return new Figure(series, point, unit, value, Optional.ofNullable(wanted));
  }

  /** Three digits that count, and all before the point. */
  static String number(double value, Locale locale) {
    double size = Math.abs(value);
    int decimals =
        size >= 100 || value == Math.rint(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(locale, "%,." + decimals + "f", value);
  }
}
