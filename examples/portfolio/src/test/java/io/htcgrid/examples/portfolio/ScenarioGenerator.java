package io.htcgrid.examples.portfolio;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes the scenario file: 250 one-day moves of rates and exchange rates that go together the way
 * markets do, and a dozen named stresses.
 */
final class ScenarioGenerator {
  private static final List<String> CURRENCIES = List.of("USD", "EUR", "GBP", "JPY", "CHF");
  private static final List<String> PAIRS = List.of("EUR/USD", "GBP/USD", "USD/JPY", "USD/CHF");

  /** How much a currency's rates move, against the dollar's. */
  private static final double[] RATE_BETA = {1.0, 0.75, 0.95, 0.35, 0.40};

  /** How a pair moves when the dollar gains: down where it is quoted in dollars. */
  private static final double[] DOLLAR_BETA = {-1.0, -0.9, 0.9, 1.0};

  private static final int DAYS = 250;
  private static final long SEED = 250;

  private ScenarioGenerator() {}

  static String scenarios() {
    StringBuilder csv = new StringBuilder("Set,Scenario");
    CURRENCIES.forEach(currency -> csv.append(',').append(currency).append(" Level bp"));
    CURRENCIES.forEach(currency -> csv.append(',').append(currency).append(" Slope bp"));
    PAIRS.forEach(pair -> csv.append(',').append(pair).append(" %"));
    csv.append('\n');
    days(csv);
    stresses(csv);
    return csv.toString();
  }

  private static void days(StringBuilder csv) {
    Random random = new Random(SEED);
    List<LocalDate> dates = new ArrayList<>();
    LocalDate date = MarketGenerator.VALUATION_DATE;
    while (dates.size() < DAYS) {
      date = date.minusDays(1);
      if (date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY) {
        dates.add(0, date);
      }
    }
    for (LocalDate day : dates) {
      // Quiet and wild days: a common factor gives the distribution its fat tails.
      double volatility = StrictMath.exp(0.40 * random.nextGaussian());
      double level = 4.2 * volatility * random.nextGaussian();
      double slope = 2.4 * volatility * random.nextGaussian();
      double dollar = 0.32 * volatility * random.nextGaussian() + 0.02 * level;
      csv.append("days,").append(day);
      for (double beta : RATE_BETA) {
        bp(csv, beta * level + 1.8 * volatility * random.nextGaussian());
      }
      for (double beta : RATE_BETA) {
        bp(csv, beta * slope + 1.2 * volatility * random.nextGaussian());
      }
      for (double beta : DOLLAR_BETA) {
        percent(csv, beta * dollar + 0.22 * volatility * random.nextGaussian());
      }
      csv.append('\n');
    }
  }

  private static void stresses(StringBuilder csv) {
    stress(csv, "Rates +100 bp", all(100), all(0), none());
    stress(csv, "Rates -100 bp", all(-100), all(0), none());
    stress(csv, "Curves steeper by 75 bp", all(0), all(75), none());
    stress(csv, "Curves flatter by 75 bp", all(0), all(-75), none());
    stress(csv, "Dollar rates +75 bp", new double[] {75, 0, 0, 0, 0}, all(0), none());
    stress(csv, "Euro rates +75 bp", new double[] {0, 75, 0, 0, 0}, all(0), none());
    stress(
        csv,
        "Sterling crisis",
        new double[] {0, 0, 150, 0, 0},
        new double[] {0, 0, 50, 0, 0},
        new double[] {0, -12, 0, 0});
    stress(
        csv,
        "Yen rates normalise",
        new double[] {10, 10, 10, 100, 5},
        new double[] {0, 0, 0, 60, 0},
        new double[] {0, 0, -15, 0});
    stress(csv, "Dollar +10%", all(0), all(0), new double[] {-9.0909, -9.0909, 10, 10});
    stress(csv, "Dollar -10%", all(0), all(0), new double[] {11.1111, 11.1111, -10, -10});
    stress(
        csv,
        "Flight to safety",
        new double[] {-80, -60, -60, -15, -30},
        new double[] {40, 30, 30, 0, 10},
        new double[] {-4, -6, -7, -6});
    stress(
        csv,
        "Inflation returns",
        new double[] {150, 130, 160, 60, 70},
        new double[] {-60, -40, -60, 20, 0},
        new double[] {-3, -2, 4, 1});
  }

  private static double[] all(double value) {
    return new double[] {value, value, value, value, value};
  }

  private static double[] none() {
    return new double[PAIRS.size()];
  }

  private static void stress(
      StringBuilder csv, String name, double[] levels, double[] slopes, double[] pairs) {
    csv.append("stress,").append(name);
    for (double level : levels) {
      bp(csv, level);
    }
    for (double slope : slopes) {
      bp(csv, slope);
    }
    for (double pair : pairs) {
      percent(csv, pair);
    }
    csv.append('\n');
  }

  private static void bp(StringBuilder csv, double value) {
    csv.append(String.format(Locale.ROOT, ",%.1f", value));
  }

  private static void percent(StringBuilder csv, double value) {
    csv.append(String.format(Locale.ROOT, ",%.4f", value));
  }
}
