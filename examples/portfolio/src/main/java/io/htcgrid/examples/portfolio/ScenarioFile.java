package io.htcgrid.examples.portfolio;

import com.opengamma.strata.basics.currency.Currency;
import com.opengamma.strata.basics.currency.CurrencyPair;
import com.opengamma.strata.collect.io.CsvFile;
import com.opengamma.strata.collect.io.CsvRow;
import com.opengamma.strata.collect.io.ResourceLocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the scenario file: a line a scenario, with columns {@code Set}, {@code Scenario}, {@code
 * <currency> Level bp}, {@code <currency> Slope bp} and {@code <pair> %}.
 */
final class ScenarioFile {
  private static final String LEVEL = " Level bp";
  private static final String SLOPE = " Slope bp";
  private static final String MOVE = " %";

  private ScenarioFile() {}

  /** The scenarios that ship with the function, by set, in the file's order. */
  static Map<String, List<Scenario>> load() {
    return parse(
        CsvFile.of(
            ResourceLocator.ofClasspath(ScenarioFile.class, "market/scenarios.csv").getCharSource(),
            true));
  }

  static Map<String, List<Scenario>> parse(CsvFile file) {
    Map<String, List<Scenario>> sets = new LinkedHashMap<>();
    for (CsvRow row : file.rows()) {
      try {
        sets.computeIfAbsent(row.getValue("Set"), set -> new ArrayList<>()).add(scenario(row));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "Scenario file, line " + row.lineNumber() + ": " + e.getMessage(), e);
      }
    }
    return sets;
  }

  private static Scenario scenario(CsvRow row) {
    Map<Currency, Double> levels = new HashMap<>();
    Map<Currency, Double> slopes = new HashMap<>();
    Map<CurrencyPair, Double> moves = new HashMap<>();
    for (String column : row.headers()) {
      if (column.endsWith(LEVEL)) {
        levels.put(Currency.of(before(column, LEVEL)), row.getValue(column, Double::parseDouble));
      } else if (column.endsWith(SLOPE)) {
        slopes.put(Currency.of(before(column, SLOPE)), row.getValue(column, Double::parseDouble));
      } else if (column.endsWith(MOVE)) {
        moves.put(
            CurrencyPair.parse(before(column, MOVE)), row.getValue(column, Double::parseDouble));
      }
    }
    return new Scenario(row.getValue("Scenario"), levels, slopes, moves);
  }

  private static String before(String column, String suffix) {
    return column.substring(0, column.length() - suffix.length());
  }
}
