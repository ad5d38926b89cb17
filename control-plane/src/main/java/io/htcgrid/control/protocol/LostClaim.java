package io.htcgrid.control.protocol;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;

/** What a claim whose agent was lost means for its task. */
final class LostClaim {
  private LostClaim() {}

  /** Whether the task is to be given up; else it is tried again. */
  static boolean exhausts(RetryPolicy retry, RunRecord run) {
    return run.renewed()
        ? retry.retry(loss(run), run.tries()).isEmpty()
        : run.unrenewedLosses() + 1 >= LeaseTerms.MAX_UNRENEWED_LOSSES;
  }

  /** What the loss is called in the task's history, and as its end. */
  static TaskError loss(RunRecord run) {
    String agent = "attempt " + run.attempt() + " ended with the loss of its agent " + run.owner();
    return new TaskError(
        FailureKind.ATTEMPTS_EXHAUSTED,
        "AgentLost",
        run.renewed()
            ? agent + "; " + run.tries() + " tries counted"
            : agent
                + " before the first heartbeat of a try; "
                + (run.unrenewedLosses() + 1)
                + " such losses");
  }
}
