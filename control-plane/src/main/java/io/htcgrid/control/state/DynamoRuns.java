package io.htcgrid.control.state;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Running: what becomes of a claim. */
final class DynamoRuns {
  private final ItemTable table;

  DynamoRuns(ItemTable table) {
    this.table = table;
  }

  RunResult renew(TaskId task, String owner, int attempt, Instant leaseExpiresAt) {
    return changed(
        task,
        extended(task, owner, attempt, leaseExpiresAt).set(RunCodec.RENEWED, Attributes.flag(true)),
        stored -> false);
  }

  RunResult renewWaiting(TaskId task, String owner, int attempt, Instant leaseExpiresAt) {
    return changed(task, extended(task, owner, attempt, leaseExpiresAt), stored -> false);
  }

  private static ItemUpdate extended(
      TaskId task, String owner, int attempt, Instant leaseExpiresAt) {
    return RunUpdates.change(task, TaskState.RUNNING, TaskState.RUNNING)
        .set(RunCodec.LEASE_EXPIRES_AT, Attributes.instant(leaseExpiresAt))
        .when(RunUpdates.runningAs(owner, attempt));
  }

  RunResult complete(TaskId task, String owner, int attempt, BlobReference result, Instant now) {
    ItemUpdate update =
        RunUpdates.end(task, now, TaskState.COMPLETED, TaskState.RUNNING)
            .remove(RunCodec.ERROR_KIND, RunCodec.ERROR_TYPE, RunCodec.ERROR_MESSAGE)
            .when(RunUpdates.runningAs(owner, attempt));
    return changed(
        task,
        RunCodec.setReference(update, task, RunCodec.RESULT, result),
        own(TaskState.COMPLETED, owner, attempt));
  }

  RunResult fail(
      TaskId task,
      String owner,
      int attempt,
      TaskError error,
      @Nullable BlobReference log,
      Instant now) {
    ItemUpdate update =
        RunUpdates.end(task, now, TaskState.FAILED, TaskState.RUNNING)
            .when(RunUpdates.runningAs(owner, attempt));
    return changed(task, failed(update, task, error, log), own(TaskState.FAILED, owner, attempt));
  }

  RunResult retry(
      TaskId task,
      String owner,
      int attempt,
      TaskError error,
      @Nullable BlobReference log,
      Instant notBefore) {
    ItemUpdate update =
        RunUpdates.change(task, TaskState.PENDING, TaskState.RUNNING)
            .set(RunCodec.NOT_BEFORE, Attributes.instant(notBefore))
            .remove(RunCodec.LEASE_EXPIRES_AT)
            .when(RunUpdates.runningAs(owner, attempt));
    return changed(task, failed(update, task, error, log), own(TaskState.PENDING, owner, attempt));
  }

  RunResult handBack(TaskId task, String owner, int attempt) {
    return changed(
        task,
        RunUpdates.change(task, TaskState.PENDING, TaskState.RUNNING)
            .remove(RunCodec.LEASE_EXPIRES_AT)
            .add(RunCodec.TRIES, -1)
            .when(RunUpdates.runningAs(owner, attempt)),
        own(TaskState.PENDING, owner, attempt));
  }

  RunResult giveUp(RunRecord seen, TaskError error, @Nullable BlobReference log, Instant now) {
    ItemUpdate update =
        RunUpdates.end(seen.task(), now, TaskState.FAILED, TaskState.RUNNING)
            .when(RunUpdates.unchanged(seen));
    Predicate<RunRecord> own = own(TaskState.FAILED, seen.owner(), seen.attempt());
    return changed(
        seen.task(),
        failed(update, seen.task(), error, log),
        own.and(stored -> error.equals(stored.error())));
  }

  RunResult cancel(TaskId task, Instant now, Instant expiresAt) {
    return changed(
        task,
        RunUpdates.end(task, now, TaskState.CANCELLED, TaskState.PENDING, TaskState.RUNNING)
            .set(StateTableSchema.TIME_TO_LIVE, Attributes.expiry(expiresAt))
            .remove(
                RunCodec.NOT_BEFORE,
                RunCodec.ERROR_KIND,
                RunCodec.ERROR_TYPE,
                RunCodec.ERROR_MESSAGE)
            .when(
                Condition.noItem()
                    .or(RunUpdates.is(TaskState.PENDING))
                    .or(RunUpdates.is(TaskState.RUNNING))),
        stored -> stored.state() == TaskState.CANCELLED);
  }

  private RunResult changed(TaskId task, ItemUpdate update, Predicate<RunRecord> ownEarlier) {
    Written written = table.update(update);
    RunRecord stored = RunUpdates.stored(task, written);
    return stored != null && (written instanceof Written.Applied || ownEarlier.test(stored))
        ? new RunResult.Done(stored)
        : new RunResult.Refused(stored);
  }

  private static ItemUpdate failed(
      ItemUpdate update, TaskId task, TaskError error, @Nullable BlobReference log) {
    return RunCodec.setLog(RunCodec.setError(update, error), task, log);
  }

  /** What an earlier call whose reply was lost would have left. */
  private static Predicate<RunRecord> own(TaskState state, String owner, int attempt) {
    return stored ->
        stored.state() == state && stored.owner().equals(owner) && stored.attempt() == attempt;
  }
}
