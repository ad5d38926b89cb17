package io.htcgrid.examples.portfolio;

import java.util.List;

/**
 * A task's payload: a block of trades as lines of CSV in Strata's trade format, and the scenarios
 * to price them under. A plain bean, because that is what Lambda's Java runtime reads JSON into.
 */
public final class PricingRequest {
  private String header = "";
  private List<String> lines = List.of();
  private List<Integer> lineNumbers = List.of();
  private List<String> scenarioSets = List.of();

  /** The names of the columns: the book's first line. */
  public String getHeader() {
    return header;
  }

  /** Sets the names of the columns. */
  public void setHeader(String header) {
    this.header = header;
  }

  /** One trade a line. */
  public List<String> getLines() {
    return lines;
  }

  /** Sets the trades. */
  public void setLines(List<String> lines) {
    this.lines = lines;
  }

  /** Where each trade stands in the book, so that an error can say so; the header is line 1. */
  public List<Integer> getLineNumbers() {
    return lineNumbers;
  }

  /** Sets where each trade stands in the book. */
  public void setLineNumbers(List<Integer> lineNumbers) {
    this.lineNumbers = lineNumbers;
  }

  /** The names of the scenario sets, such as {@code days} and {@code stress}. */
  public List<String> getScenarioSets() {
    return scenarioSets;
  }

  /** Sets the names of the scenario sets. */
  public void setScenarioSets(List<String> scenarioSets) {
    this.scenarioSets = scenarioSets;
  }
}
