package io.htcgrid.bench.report;

import java.util.List;
import java.util.Map;

/**
 * What one run of a benchmark measured.
 *
 * @param settings what it ran with, in the order in which to tell it
 * @param notes what a reader of the figures should know
 */
public record BenchResult(
    String benchmark, Map<String, String> settings, List<Figure> figures, List<String> notes) {
  public BenchResult {
    settings = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(settings));
    figures = List.copyOf(figures);
    notes = List.copyOf(notes);
  }
}
