package io.htcgrid.examples.portfolio;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.TaskOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Prices a book of trades on a grid: one session, a task for each block of trades. This is all that
 * a client of the grid has to do; what is sent and what comes back is {@link Valuation}'s.
 */
public final class PortfolioExample {
  private PortfolioExample() {}

  /** Is told how the pricing goes, on the thread that called {@link #run}. */
  public interface Progress {
    /** The session is in the grid, with so many tasks. */
    default void submitted(Session session, int tasks) {}

    /** A task ended. */
    default void ended(TaskOutcome outcome) {}
  }

  /**
   * Prices a book; returns when every block is priced.
   *
   * @throws IOException if the book cannot be read
   * @throws IllegalArgumentException if a line of the book is not a trade; nothing was submitted
   * @throws BlocksNotPricedException if some tasks failed or were cancelled; it says which and why
   */
  public static PortfolioReport run(HtcGrid grid, PortfolioOptions options, Progress progress)
      throws IOException {
    Book book = options.book().isPresent() ? Book.read(options.book().get()) : Book.bundled();
    Valuation valuation = new Valuation(book, options.blockSize());
    List<byte[]> payloads = valuation.payloads();
    Session session =
        grid.submit(
            SessionSpec.function(options.function())
                .payloads(payloads)
                .tag("example", "portfolio")
                .build());
    progress.submitted(session, payloads.size());
    List<String> problems = new ArrayList<>();
    try (OutcomeStream outcomes = session.outcomes()) {
      for (TaskOutcome outcome : outcomes) {
        if (outcome instanceof TaskOutcome.Completed completed) {
          valuation.accept(completed.index(), completed.bytes());
        } else if (outcome instanceof TaskOutcome.Failed failed) {
          problems.add(valuation.describe(failed.index()) + ": " + failed.message());
        } else {
          problems.add(valuation.describe(outcome.index()) + ": the task was cancelled");
        }
        progress.ended(outcome);
      }
    }
    if (!problems.isEmpty()) {
      throw new BlocksNotPricedException(session.id(), payloads.size(), problems);
    }
    return valuation.report();
  }
}
