package io.htcgrid.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.connector.TaskOutcome;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.state.PageContents;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing says nothing: each thing it looks for is planted. */
class SessionLedgerTest {
  private static final SessionId SESSION = new SessionId("01JD3V5R4F8Y0XWZ9N6K2T7M1Q");

  private final SessionLedger ledger =
      new SessionLedger("session", 2, i -> ChaosTask.killer(1, i, 3000));

  @Test
  void nothingIsWrongWhenAllIsRight() {
    ledger.told(exhausted(0));
    ledger.told(exhausted(1));
    ledger.toldAgain(exhausted(0));
    ledger.stored(page(Set.of(), Set.of(0, 1), TaskState.FAILED));

    assertThat(ledger.problems()).isEmpty();
    assertThat(ledger.lost() + ledger.wrong() + ledger.doubled()).isZero();
    assertThat(ledger.retries()).isEqualTo(2 * 2);
  }

  @Test
  void aTaskWithoutAnOutcomeIsLost() {
    ledger.told(exhausted(1));

    assertThat(ledger.lost()).isOne();
    assertThat(ledger.problems()).containsExactly("session tasks without an outcome: [0]");
  }

  @Test
  void anOutcomeThatIsNotTheTasksIsWrong() {
    ledger.told(failed(0, FailureKind.FUNCTION_CRASHED));
    ledger.told(new TaskOutcome.Cancelled(new TaskId(SESSION, 1)));

    assertThat(ledger.wrong()).isEqualTo(2);
  }

  @Test
  void anAnswerThatIsNotTheTasksIsWrong() {
    ChaosTask first = ChaosTask.of(1, 100, 3000);

    assertThat(RightOutcome.damage(first, first.answer())).isEmpty();
    assertThat(RightOutcome.damage(first, ChaosTask.of(1, 101, 3000).answer())).isPresent();
  }

  @Test
  void anOutcomeThatComesTwiceIsDoubled() {
    ledger.told(exhausted(0));
    ledger.told(exhausted(0));

    assertThat(ledger.doubled()).isOne();
    assertThat(ledger.lost()).isOne();
  }

  @Test
  void anOutcomeThatIsToldInTwoWaysIsDoubled() {
    ledger.told(exhausted(0));
    ledger.toldAgain(failed(0, FailureKind.FUNCTION_CRASHED));

    assertThat(ledger.doubled()).isOne();
  }

  @Test
  void anOutcomeThatASecondReaderIsNotToldIsWrong() {
    ledger.told(exhausted(0));
    ledger.told(exhausted(1));
    ledger.toldAgain(exhausted(0));
    ledger.toldAgain(1);

    assertThat(ledger.wrong()).isOne();
  }

  @Test
  void whatIsStoredOtherwiseThanToldIsWrong() {
    ledger.told(exhausted(0));
    ledger.told(exhausted(1));

    // Task 1 stands in no set, and no run record is right.
    ledger.stored(page(Set.of(), Set.of(0), TaskState.RUNNING));

    assertThat(ledger.wrong()).isEqualTo(3);
  }

  @Test
  void aTaskInTwoSetsIsDoubled() {
    ledger.stored(page(Set.of(0), Set.of(0, 1), TaskState.FAILED));

    assertThat(ledger.doubled()).isOne();
  }

  private static TaskOutcome exhausted(int index) {
    return failed(index, FailureKind.ATTEMPTS_EXHAUSTED);
  }

  private static TaskOutcome failed(int index, FailureKind kind) {
    return new TaskOutcome.Failed(
        new TaskId(SESSION, index), new TaskError(kind, "Some.Type", "planted"));
  }

  private static PageContents page(Set<Integer> completed, Set<Integer> failed, TaskState runs) {
    return new PageContents(
        Optional.empty(),
        new PageProgress(new PageId(SESSION, 0), completed, failed, Set.of(), false),
        Map.of(0, run(0, runs), 1, run(1, runs)));
  }

  private static RunRecord run(int index, TaskState state) {
    return new RunRecord(
        new TaskId(SESSION, index),
        state,
        "agent",
        3,
        "nonce",
        3,
        0,
        true,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
