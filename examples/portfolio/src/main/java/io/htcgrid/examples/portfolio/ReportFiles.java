package io.htcgrid.examples.portfolio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a report leaves on disk.
 *
 * @param csv each trade's figures, a line each
 * @param chart the chart, or why there is none
 */
public record ReportFiles(Path csv, Chart chart) {

  /** Whether there is a chart. */
  public sealed interface Chart {}

  /** It is in this file, a PNG. */
  public record Drawn(Path file) implements Chart {}

  /** There is none. */
  public record NotDrawn(String reason) implements Chart {}

  /** Draws a report into a file. */
  interface Draw {
    void write(PortfolioReport report, Path file) throws IOException;
  }

  /**
   * Writes {@code results.csv} and {@code chart.png}, over any that are there.
   *
   * @param folder made when it is not there
   * @throws IOException if a file cannot be written; a machine that cannot draw is no error
   */
  static ReportFiles write(PortfolioReport report, Path folder, Draw draw) throws IOException {
    // A link to a folder is one, and createDirectories would refuse it.
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    Path csv = folder.resolve("results.csv");
    ResultsCsv.write(report, csv);
    Path chart = folder.resolve("chart.png");
    try {
      draw.write(report, chart);
      return new ReportFiles(csv, new Drawn(chart));
    } catch (LinkageError | InternalError e) {
      // What Java throws where it finds no font or no library to draw one, as on bare servers.
      return new ReportFiles(
          csv,
          new NotDrawn(
              "this machine's Java cannot draw text; install a font and fontconfig, such"
                  + " as Debian's fonts-dejavu-core ("
                  + e
                  + ")"));
    }
  }
}
