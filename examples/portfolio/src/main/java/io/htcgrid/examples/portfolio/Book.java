package io.htcgrid.examples.portfolio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A book of trades, as lines of CSV in Strata's trade format. Immutable.
 *
 * @param header the first line: the names of the columns
 * @param lines the other lines, one trade each, at least one
 */
public record Book(String header, List<Line> lines) {

  /** Copies the lines, and refuses a book without any. */
  public Book {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("The book has no trades; it needs a line for each");
    }
  }

  /**
   * A trade's line.
   *
   * @param number where it stands in the file; the header is line 1
   * @param text the line itself
   */
  public record Line(int number, String text) {}

  /** The book that comes with the example: 2,500 trades. */
  public static Book bundled() throws IOException {
    try (InputStream in = Book.class.getResourceAsStream("book/trades.csv")) {
      if (in == null) {
        throw new IOException("The example's own book is missing from its jar");
      }
      return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    }
  }

  /**
   * Reads a book from a file. Lines that are empty, but for commas, are skipped.
   *
   * @throws IllegalArgumentException if a line is not a trade that this example can price; the
   *     message names the file and the line
   */
  public static Book read(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      Book book = read(reader);
      BookedTrade.parse(book.blocks(book.lines.size()).get(0));
      return book;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static Book read(BufferedReader reader) throws IOException {
    String header = reader.readLine();
    List<Line> lines = new ArrayList<>();
    int number = 1;
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      number++;
      if (!text.replace(',', ' ').isBlank()) {
        lines.add(new Line(number, text));
      }
    }
    return new Book(header == null ? "" : header, lines);
  }

  /**
   * Splits the book into requests, each trade in exactly one, in the book's order.
   *
   * @param size how many trades a block has; the last one may have fewer; at least 1
   */
  List<PricingRequest> blocks(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("A block of " + size + " trades; it needs 1 at least");
    }
    List<PricingRequest> blocks = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += size) {
      List<Line> block = lines.subList(from, Math.min(from + size, lines.size()));
      PricingRequest request = new PricingRequest();
      request.setHeader(header);
      request.setLines(block.stream().map(Line::text).toList());
      request.setLineNumbers(block.stream().map(Line::number).toList());
      request.setScenarioSets(List.of(PortfolioReport.DAYS, PortfolioReport.STRESS));
      blocks.add(request);
    }
    return blocks;
  }
}
