package io.htcgrid.connector;

import io.htcgrid.connector.watch.EndCounter;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits for a session's end on the caller's thread, and tells how many tasks have ended. */
final class ProgressWait {
  private final Connection grid;
  private final Consumer<SessionProgress> progress;

  ProgressWait(Connection grid, Consumer<SessionProgress> progress) {
    this.grid = grid;
    this.progress = progress;
  }

  SessionStatus await(SessionId session, Duration timeout) {
    // What the caller's own code throws is not told in other words.
    try (EndCounter counter =
        grid.errors().call(() -> grid.watcher().countEnds(session, timeout))) {
      Optional<OutcomeCounts> more = next(counter);
      while (more.isPresent()) {
        progress.accept(SessionProgress.of(counter.taskCount(), more.get()));
        more = next(counter);
      }
      SessionStatus status =
          grid.errors()
              .call(
                  () ->
                      grid.status(
                          counter.ended().orElseGet(() -> grid.endedOrLate(session, timeout))));
      progress.accept(SessionProgress.of(status));
      return status;
    }
  }

  private Optional<OutcomeCounts> next(EndCounter counter) {
    return grid.errors().call(counter::next);
  }
}
