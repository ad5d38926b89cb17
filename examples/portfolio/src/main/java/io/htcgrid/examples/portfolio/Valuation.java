package io.htcgrid.examples.portfolio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A book on its way through the grid: the payloads to send, one a block, and the results as they
 * come back, in any order. Not safe for use by several threads at once.
 */
public final class Valuation {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<PricingRequest> requests;
  private final @Nullable PricingResult[] results;

  /**
   * Splits a book into blocks.
   *
   * @param blockSize trades in a block, at least 1
   */
  public Valuation(Book book, int blockSize) {
    this.requests = book.blocks(blockSize);
    this.results = new PricingResult[requests.size()];
  }

  /** The payloads, in the order of their tasks' indexes. */
  public List<byte[]> payloads() {
    return requests.stream().map(Valuation::write).toList();
  }

  /**
   * Takes the result of a task. Taking it again changes nothing.
   *
   * @param index the task's index in the session
   * @throws IllegalArgumentException if the bytes are not the figures of that block's trades
   */
  public void accept(int index, byte[] result) {
    Objects.checkIndex(index, results.length);
    PricingResult figures;
    try {
      figures = JSON.readValue(result, PricingResult.class);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The result of block " + index + " is not a pricing result: " + e.getMessage(), e);
    }
    List<Integer> lines = figures.getTrades().stream().map(TradeFigures::getLine).toList();
    if (!lines.equals(requests.get(index).getLineNumbers())) {
      throw new IllegalArgumentException(
          "The result of block " + index + " is of other trades: it has lines " + lines);
    }
    results[index] = figures;
  }

  /** Which trades a block has, for messages: {@code lines 22 to 41 of the book}. */
  public String describe(int index) {
    List<Integer> lines = requests.get(index).getLineNumbers();
    return "lines " + lines.get(0) + " to " + lines.get(lines.size() - 1) + " of the book";
  }

  /**
   * The report on all blocks.
   *
   * @throws IllegalStateException if the result of some block is missing
   */
  public PortfolioReport report() {
    TreeSet<Integer> missing = new TreeSet<>();
    List<PricingResult> present = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      PricingResult result = results[i];
      if (result == null) {
        missing.add(i);
      } else {
        present.add(result);
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "No report: the results of "
              + missing.size()
              + " of "
              + results.length
              + " blocks are missing, the first of "
              + describe(missing.first()));
    }
    return PortfolioReport.of(Collections.unmodifiableList(present));
  }

  private static byte[] write(PricingRequest request) {
    try {
      return JSON.writeValueAsBytes(request);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A request cannot be written as JSON", e);
    }
  }
}
