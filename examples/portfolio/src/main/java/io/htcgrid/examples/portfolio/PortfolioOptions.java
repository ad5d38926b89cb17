package io.htcgrid.examples.portfolio;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to price and how.
 *
 * @param book a book in Strata's CSV format; the example's own when empty
 * @param blockSize trades in a task, at least 1
 * @param function the name of the function on the grid
 */
public record PortfolioOptions(Optional<Path> book, int blockSize, String function) {
  /** The example's book in blocks of 20, which makes 125 tasks of a tenth of a second. */
  public static final PortfolioOptions DEFAULT =
      new PortfolioOptions(Optional.empty(), 20, "portfolio");

  /** Checks the block size. */
  public PortfolioOptions {
    if (blockSize < 1) {
      throw new IllegalArgumentException(
          "A block of " + blockSize + " trades; a task needs 1 at least");
    }
  }
}
