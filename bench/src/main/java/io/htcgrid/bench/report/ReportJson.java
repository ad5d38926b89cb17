package io.htcgrid.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/** A result as one JSON document for programs. */
public final class ReportJson {
  private ReportJson() {}

  /**
   * Writes the document.
   *
   * @param machine from {@link Machine#describe()}
   * @param measuredAt when the run ended
   */
  public static ObjectNode of(BenchResult result, Map<String, String> machine, Instant measuredAt) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("benchmark", result.benchmark());
    document.put("measuredAt", measuredAt.toString());
    machine.forEach(document.putObject("machine")::put);
    result.settings().forEach(document.putObject("settings")::put);
    ArrayNode figures = document.putArray("figures");
    result.figures().forEach(figure -> figures.add(figure(figure)));
    result.notes().forEach(document.putArray("notes")::add);
    return document;
  }

  private static ObjectNode figure(Figure figure) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("figure", figure.series());
    node.put("at", figure.point());
    node.put("unit", figure.unit());
    node.put("median", figure.value().median());
    node.put("lowest", figure.value().lowest());
    node.put("highest", figure.value().highest());
    figure
        .target()
        .ifPresent(
            target ->
                node.put("target", target.bound())
                    .put("targetIs", target.floor() ? "atLeast" : "atMost")
                    .put("met", target.isMetBy(figure.value().median())));
    return node;
  }
}
