package io.htcgrid.control.state;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Running: claims, first ones and those of tasks whose agent was lost. */
final class DynamoClaims {
  private final ItemTable table;

  DynamoClaims(ItemTable table) {
    this.table = table;
  }

  ClaimResult claim(TaskId task, Claim claim, Instant now) {
    Condition due =
        Condition.absent(RunCodec.NOT_BEFORE)
            .or(Condition.atMost(RunCodec.NOT_BEFORE, Attributes.instant(now)));
    Written written =
        table.update(
            claiming(task, TaskState.PENDING, claim, now)
                .add(RunCodec.TRIES, 1)
                .when(Condition.noItem().or(RunUpdates.is(TaskState.PENDING).and(due))));
    RunRecord stored = Objects.requireNonNull(RunUpdates.stored(task, written), "run record");
    return result(written, stored, claim, now);
  }

  ClaimResult takeOver(RunRecord seen, Claim claim, @Nullable BlobReference log, Instant now) {
    ItemUpdate update =
        claiming(seen.task(), TaskState.RUNNING, claim, now)
            .add(RunCodec.TRIES, seen.renewed() ? 1 : 0)
            .add(RunCodec.UNRENEWED_LOSSES, seen.renewed() ? 0 : 1)
            .when(RunUpdates.unchanged(seen));
    Written written = table.update(RunCodec.setLog(update, seen.task(), log));
    RunRecord stored = RunUpdates.stored(seen.task(), written);
    return stored == null ? new ClaimResult.NotDue(seen, now) : result(written, stored, claim, now);
  }

  private static ItemUpdate claiming(TaskId task, TaskState from, Claim claim, Instant now) {
    return RunUpdates.change(task, TaskState.RUNNING, from)
        .set(RunCodec.OWNER, Attributes.text(claim.owner()))
        .set(RunCodec.NONCE, Attributes.text(claim.nonce()))
        .set(RunCodec.LEASE_EXPIRES_AT, Attributes.instant(claim.leaseExpiresAt()))
        .set(RunCodec.STARTED_AT, Attributes.instant(now))
        .set(RunCodec.RENEWED, Attributes.flag(false))
        .set(StateTableSchema.TIME_TO_LIVE, Attributes.expiry(claim.expiresAt()))
        .remove(RunCodec.NOT_BEFORE)
        .add(RunCodec.ATTEMPT, 1);
  }

  private static ClaimResult result(Written written, RunRecord stored, Claim claim, Instant now) {
    return switch (stored.state()) {
      case RUNNING ->
          // One's own nonce in a refusal: an earlier call claimed it and its reply was lost.
          written instanceof Written.Applied || stored.nonce().equals(claim.nonce())
              ? new ClaimResult.Claimed(stored)
              : new ClaimResult.Held(
                  stored, Objects.requireNonNullElse(stored.leaseExpiresAt(), now));
      case PENDING ->
          new ClaimResult.NotDue(stored, Objects.requireNonNullElse(stored.notBefore(), now));
      case COMPLETED, FAILED, CANCELLED -> new ClaimResult.Terminal(stored);
    };
  }
}
