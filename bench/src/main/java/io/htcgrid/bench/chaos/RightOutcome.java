package io.htcgrid.bench.chaos;

import io.htcgrid.connector.ResultUnreadableException;
import io.htcgrid.connector.TaskOutcome;
import io.htcgrid.control.FailureKind;
import java.util.Arrays;
import java.util.Optional;

/** Knows how a task must end. */
final class RightOutcome {
  private RightOutcome() {}

  /** What is wrong with an outcome, or empty. */
  static Optional<String> problem(ChaosTask task, TaskOutcome outcome) {
    return switch (task.deed()) {
      case QUICK, SLOW, LONG, LARGE, LOG, FORK, FLAKY -> answered(task, outcome);
      case THROW -> failed(FailureKind.FUNCTION_ERROR, outcome);
      case EXIT -> failed(FailureKind.FUNCTION_CRASHED, outcome);
      case HANG -> failed(FailureKind.TASK_TIMED_OUT, outcome);
      case MEMORY -> failed(FailureKind.FUNCTION_OUT_OF_MEMORY, outcome);
      case OVERSIZE, MALFORMED -> failed(FailureKind.RESULT_REJECTED, outcome);
      case KILLER -> failed(FailureKind.ATTEMPTS_EXHAUSTED, outcome);
    };
  }

  private static Optional<String> answered(ChaosTask task, TaskOutcome outcome) {
    if (!(outcome instanceof TaskOutcome.Completed completed)) {
      return Optional.of("must have completed: " + outcome);
    }
    try {
      return damage(task, completed.bytes());
    } catch (ResultUnreadableException e) {
      return Optional.of("has an answer that cannot be read: " + e.getMessage());
    }
  }

  /** What is wrong with an answer, or empty. */
  static Optional<String> damage(ChaosTask task, byte[] answer) {
    return Arrays.equals(answer, task.answer())
        ? Optional.empty()
        : Optional.of("has another task's or a damaged answer");
  }

  private static Optional<String> failed(FailureKind kind, TaskOutcome outcome) {
    return outcome instanceof TaskOutcome.Failed failed && failed.kind() == kind
        ? Optional.empty()
        : Optional.of("must have failed as " + kind + ": " + outcome);
  }

  /** What two readers of one task must agree on. */
  static String fingerprint(TaskOutcome outcome) {
    if (outcome instanceof TaskOutcome.Completed completed) {
      try {
        return "COMPLETED " + ChaosTask.sha256(completed.bytes());
      } catch (ResultUnreadableException e) {
        return "COMPLETED unreadable";
      }
    }
    return outcome instanceof TaskOutcome.Failed failed
        ? "FAILED " + failed.kind()
        : outcome.state().name();
  }
}
