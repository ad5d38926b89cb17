package io.htcgrid.control.state;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.TaskStates;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run record being changed. */
final class RunDraft {
  private final TaskId task;
  private TaskState state = TaskState.PENDING;
  String owner = "";
  int attempt;
  String nonce = "";
  int tries;
  int unrenewedLosses;
  boolean renewed;
  @Nullable Instant leaseExpiresAt;
  @Nullable Instant notBefore;
  @Nullable Instant startedAt;
  @Nullable Instant endedAt;
  @Nullable BlobReference result;
  @Nullable TaskError error;
  @Nullable BlobReference log;

  /** Of a task that was never claimed. */
  RunDraft(TaskId task) {
    this.task = task;
  }

  RunDraft(RunRecord run) {
    task = run.task();
    state = run.state();
    owner = run.owner();
    attempt = run.attempt();
    nonce = run.nonce();
    tries = run.tries();
    unrenewedLosses = run.unrenewedLosses();
    renewed = run.renewed();
    leaseExpiresAt = run.leaseExpiresAt();
    notBefore = run.notBefore();
    startedAt = run.startedAt();
    endedAt = run.endedAt();
    result = run.result();
    error = run.error();
    log = run.log();
  }

  RunDraft to(TaskState next) {
    if (!TaskStates.allows(state, next)) {
      throw new IllegalStateException("no task goes from " + state + " to " + next);
    }
    state = next;
    leaseExpiresAt = null;
    notBefore = null;
    return this;
  }

  RunDraft ended(TaskState next, Instant now) {
    to(next);
    endedAt = now;
    return this;
  }

  RunRecord done() {
    return new RunRecord(
        task,
        state,
        owner,
        attempt,
        nonce,
        tries,
        unrenewedLosses,
        renewed,
        StoredTimes.ofNullable(leaseExpiresAt),
        StoredTimes.ofNullable(notBefore),
        StoredTimes.ofNullable(startedAt),
        StoredTimes.ofNullable(endedAt),
        result,
        error,
        log);
  }
}
