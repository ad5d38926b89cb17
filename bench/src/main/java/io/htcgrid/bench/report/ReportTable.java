package io.htcgrid.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** A result as a table for people. */
public final class ReportTable {
  private static final List<String> HEAD =
      List.of("figure", "at", "median", "lowest", "highest", "unit", "target", "");

  private ReportTable() {}

  /**
   * Writes the table.
   *
   * @param machine from {@link Machine#describe()}
   */
  public static String of(BenchResult result, Map<String, String> machine) {
    StringJoiner text = new StringJoiner(System.lineSeparator());
    text.add(result.benchmark() + ": " + list(result.settings()));
    text.add("on: " + list(machine));
    rows(result.figures()).forEach(text::add);
    result.notes().forEach(note -> text.add("note: " + note));
    return text.toString();
  }

  private static String list(Map<String, String> parts) {
    StringJoiner text = new StringJoiner(", ");
    parts.forEach((name, value) -> text.add(name + " " + value));
    return text.toString();
  }

  private static List<String> rows(List<Figure> figures) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(HEAD);
    figures.forEach(figure -> cells.add(cells(figure)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return cells.stream().map(row -> line(row, widths)).toList();
  }

  private static List<String> cells(Figure figure) {
    Median value = figure.value();
    return List.of(
        figure.series(),
        figure.point(),
        number(value.median()),
        number(value.lowest()),
        number(value.highest()),
        figure.unit(),
        figure.target().map(Target::toString).orElse(""),
        figure
            .target()
            .map(target -> target.isMetBy(value.median()) ? "met" : "MISSED")
            .orElse(""));
  }

  private static String number(double value) {
    return Figure.number(value, Locale.ROOT);
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      boolean rightAligned = i >= 2 && i <= 4;
      String format = "%" + (rightAligned ? "" : "-") + Math.max(widths[i], 1) + "s  ";
      line.append(String.format(Locale.ROOT, format, row.get(i)));
    }
    return line.toString().stripTrailing();
  }
}
