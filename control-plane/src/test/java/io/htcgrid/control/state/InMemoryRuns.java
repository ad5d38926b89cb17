package io.htcgrid.control.state;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The run records of {@link InMemoryStateTable}. Not thread-safe. */
final class InMemoryRuns {
  private final Map<TaskId, RunRecord> runs = new HashMap<>();

  @Nullable RunRecord get(TaskId task) {
    return runs.get(task);
  }

  ClaimResult claim(TaskId task, Claim claim, Instant now) {
    RunRecord stored = runs.get(task);
    if (stored == null) {
      return claimed(new RunDraft(task), claim, now, 1);
    }
    Instant notBefore = stored.notBefore();
    boolean due = notBefore == null || !notBefore.isAfter(now);
    return stored.state() == TaskState.PENDING && due
        ? claimed(new RunDraft(stored), claim, now, 1)
        : refused(stored, claim, now);
  }

  ClaimResult takeOver(RunRecord seen, Claim claim, @Nullable BlobReference log, Instant now) {
    checkLog(seen.task(), log);
    RunRecord stored = runs.get(seen.task());
    if (stored == null) {
      return new ClaimResult.NotDue(seen, now);
    }
    if (!unchanged(stored, seen)) {
      return refused(stored, claim, now);
    }
    RunDraft draft = new RunDraft(stored);
    if (!seen.renewed()) {
      draft.unrenewedLosses++;
    }
    draft.log = log == null ? draft.log : log;
    return claimed(draft, claim, now, seen.renewed() ? 1 : 0);
  }

  private ClaimResult claimed(RunDraft draft, Claim claim, Instant now, int tries) {
    draft.to(TaskState.RUNNING);
    draft.owner = claim.owner();
    draft.nonce = claim.nonce();
    draft.leaseExpiresAt = claim.leaseExpiresAt();
    draft.startedAt = now;
    draft.renewed = false;
    draft.attempt++;
    draft.tries += tries;
    return new ClaimResult.Claimed(put(draft));
  }

  private static ClaimResult refused(RunRecord stored, Claim claim, Instant now) {
    if (stored.state().terminal()) {
      return new ClaimResult.Terminal(stored);
    }
    if (stored.state() == TaskState.PENDING) {
      return new ClaimResult.NotDue(stored, Objects.requireNonNullElse(stored.notBefore(), now));
    }
    return stored.nonce().equals(claim.nonce())
        ? new ClaimResult.Claimed(stored)
        : new ClaimResult.Held(stored, Objects.requireNonNullElse(stored.leaseExpiresAt(), now));
  }

  RunResult renew(TaskId task, String owner, int attempt, Instant leaseExpiresAt) {
    return change(
        runs.get(task),
        runningAs(owner, attempt),
        draft -> {
          draft.to(TaskState.RUNNING).leaseExpiresAt = leaseExpiresAt;
          draft.renewed = true;
        },
        stored -> false);
  }

  RunResult renewWaiting(TaskId task, String owner, int attempt, Instant leaseExpiresAt) {
    return change(
        runs.get(task),
        runningAs(owner, attempt),
        draft -> draft.to(TaskState.RUNNING).leaseExpiresAt = leaseExpiresAt,
        stored -> false);
  }

  RunResult complete(TaskId task, String owner, int attempt, BlobReference result, Instant now) {
    RunCodec.bounded(task, RunCodec.RESULT, result);
    return change(
        runs.get(task),
        runningAs(owner, attempt),
        draft -> {
          draft.ended(TaskState.COMPLETED, now).result = result;
          draft.error = null;
        },
        own(TaskState.COMPLETED, owner, attempt));
  }

  RunResult fail(
      TaskId task,
      String owner,
      int attempt,
      TaskError error,
      @Nullable BlobReference log,
      Instant now) {
    checkLog(task, log);
    return change(
        runs.get(task),
        runningAs(owner, attempt),
        draft -> failed(draft.ended(TaskState.FAILED, now), error, log),
        own(TaskState.FAILED, owner, attempt));
  }

  RunResult retry(
      TaskId task,
      String owner,
      int attempt,
      TaskError error,
      @Nullable BlobReference log,
      Instant notBefore) {
    checkLog(task, log);
    return change(
        runs.get(task),
        runningAs(owner, attempt),
        draft -> failed(draft.to(TaskState.PENDING), error, log).notBefore = notBefore,
        own(TaskState.PENDING, owner, attempt));
  }

  RunResult handBack(TaskId task, String owner, int attempt) {
    return change(
        runs.get(task),
        runningAs(owner, attempt),
        draft -> draft.to(TaskState.PENDING).tries--,
        own(TaskState.PENDING, owner, attempt));
  }

  RunResult giveUp(RunRecord seen, TaskError error, @Nullable BlobReference log, Instant now) {
    checkLog(seen.task(), log);
    return change(
        runs.get(seen.task()),
        stored -> unchanged(stored, seen),
        draft -> failed(draft.ended(TaskState.FAILED, now), error, log),
        own(TaskState.FAILED, seen.owner(), seen.attempt())
            .and(stored -> error.equals(stored.error())));
  }

  RunResult cancel(TaskId task, Instant now) {
    RunRecord stored = runs.get(task);
    return change(
        stored == null ? new RunDraft(task).done() : stored,
        run -> !run.state().terminal(),
        draft -> draft.ended(TaskState.CANCELLED, now).error = null,
        run -> run.state() == TaskState.CANCELLED);
  }

  private RunResult change(
      @Nullable RunRecord stored,
      Predicate<RunRecord> condition,
      Consumer<RunDraft> change,
      Predicate<RunRecord> ownEarlier) {
    if (stored != null && condition.test(stored)) {
      RunDraft draft = new RunDraft(stored);
      change.accept(draft);
      return new RunResult.Done(put(draft));
    }
    return stored != null && ownEarlier.test(stored)
        ? new RunResult.Done(stored)
        : new RunResult.Refused(stored);
  }

  private RunRecord put(RunDraft draft) {
    RunRecord run = draft.done();
    runs.put(run.task(), run);
    return run;
  }

  void plant(TaskId task, Consumer<RunDraft> change) {
    RunDraft draft = new RunDraft(Objects.requireNonNull(runs.get(task)));
    change.accept(draft);
    put(draft);
  }

  private static RunDraft failed(RunDraft draft, TaskError error, @Nullable BlobReference log) {
    draft.error = error;
    draft.log = log == null ? draft.log : log;
    return draft;
  }

  private static void checkLog(TaskId task, @Nullable BlobReference log) {
    if (log != null) {
      RunCodec.bounded(task, RunCodec.LOG, log);
    }
  }

  private static Predicate<RunRecord> runningAs(String owner, int attempt) {
    return own(TaskState.RUNNING, owner, attempt);
  }

  private static Predicate<RunRecord> own(TaskState state, String owner, int attempt) {
    return stored ->
        stored.state() == state && stored.owner().equals(owner) && stored.attempt() == attempt;
  }

  private static boolean unchanged(RunRecord stored, RunRecord seen) {
    return runningAs(seen.owner(), seen.attempt()).test(stored)
        && Objects.equals(stored.leaseExpiresAt(), seen.leaseExpiresAt());
  }
}
