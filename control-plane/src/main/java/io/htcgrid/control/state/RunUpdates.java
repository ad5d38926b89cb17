package io.htcgrid.control.state;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.TaskStates;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What changes of run records have in common. */
final class RunUpdates {
  private RunUpdates() {}

  /** A change of state that {@link TaskStates} lists. */
  static ItemUpdate change(TaskId task, TaskState to, TaskState... from) {
    for (TaskState each : from) {
      if (!TaskStates.allows(each, to)) {
        throw new IllegalStateException("no task goes from " + each + " to " + to);
      }
    }
    return ItemUpdate.of(ItemKey.run(task)).set(RunCodec.STATE, Attributes.text(to.name()));
  }

  static ItemUpdate end(TaskId task, Instant now, TaskState to, TaskState... from) {
    return change(task, to, from)
        .set(RunCodec.ENDED_AT, Attributes.instant(now))
        .remove(RunCodec.LEASE_EXPIRES_AT);
  }

  static Condition is(TaskState state) {
    return Condition.equal(RunCodec.STATE, Attributes.text(state.name()));
  }

  static Condition runningAs(String owner, int attempt) {
    return is(TaskState.RUNNING)
        .and(Condition.equal(RunCodec.OWNER, Attributes.text(owner)))
        .and(Condition.equal(RunCodec.ATTEMPT, Attributes.number(attempt)));
  }

  /** Still RUNNING under the claim that was seen, and not renewed since. */
  static Condition unchanged(RunRecord seen) {
    Instant lease = seen.leaseExpiresAt();
    return runningAs(seen.owner(), seen.attempt())
        .and(
            lease == null
                ? Condition.absent(RunCodec.LEASE_EXPIRES_AT)
                : Condition.equal(RunCodec.LEASE_EXPIRES_AT, Attributes.instant(lease)));
  }

  /** The record as it is now, changed or not; null: there is none. */
  static @Nullable RunRecord stored(TaskId task, Written written) {
    Item item =
        written instanceof Written.Applied applied
            ? applied.item()
            : ((Written.Refused) written).stored();
    return item == null ? null : RunCodec.decode(task.session(), item);
  }
}
