package io.htcgrid.bench.chaos;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.TaskOutcome;
import io.htcgrid.connector.TaskSpec;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RetryRule;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One session: submitted and read by a connector whose calls fail, checked by one whose do not. */
final class ChaosSession implements Runnable {
  /** Innocent tasks may lose many agents; those that fail themselves are final soon. */
  static final RetryPolicy PATIENT =
      new RetryPolicy(
          List.of(
              rule(FailureKind.FUNCTION_CRASHED.name(), 3),
              rule(FlakyException.class.getName(), 50),
              rule(FailureKind.ATTEMPTS_EXHAUSTED.name(), 50)));

  private static final Duration SESSION_TIMEOUT = Duration.ofHours(6);
  private static final Duration HANG_TIMEOUT = Duration.ofSeconds(2);

  private final HtcGrid grid;
  private final RetryPolicy retry;
  private final SessionLedger ledger;
  private volatile @Nullable SessionId id;

  ChaosSession(HtcGrid grid, RetryPolicy retry, SessionLedger ledger) {
    this.grid = grid;
    this.retry = retry;
    this.ledger = ledger;
  }

  private static RetryRule rule(String error, int tries) {
    return new RetryRule(List.of(error), Duration.ofMillis(200), 1, tries, Duration.ofSeconds(1));
  }

  SessionLedger ledger() {
    return ledger;
  }

  /** Submits, and takes all outcomes as they come. */
  @Override
  public void run() {
    Session session =
        grid.submit(
            SessionSpec.function(ChaosFolder.FUNCTION)
                .payloads(IntStream.range(0, ledger.tasks()).mapToObj(i -> spec(ledger.task(i))))
                .retry(retry)
                .timeout(SESSION_TIMEOUT)
                .build());
    id = session.id();
    try (OutcomeStream outcomes = session.outcomes()) {
      for (TaskOutcome outcome : outcomes) {
        ledger.told(outcome);
      }
    }
    session.await();
  }

  private static TaskSpec spec(ChaosTask task) {
    TaskSpec spec = TaskSpec.bytes(task.payload());
    return task.deed() == Deed.HANG ? spec.timeout(HANG_TIMEOUT) : spec;
  }

  /** Compares what was told with what others are told and with what is stored. */
  void check(HtcGrid other, GridServices services) {
    SessionId submitted = id;
    if (submitted == null) {
      return;
    }
    try (OutcomeStream outcomes = other.session(submitted).resultsSoFar()) {
      int count = 0;
      for (TaskOutcome outcome : outcomes) {
        ledger.toldAgain(outcome);
        count++;
      }
      ledger.toldAgain(count);
    }
    int pages = (ledger.tasks() + PageId.TASKS - 1) / PageId.TASKS;
    for (int page = 0; page < pages; page++) {
      ledger.stored(services.table().readPage(new PageId(Objects.requireNonNull(submitted), page)));
    }
  }
}
