package io.htcgrid.connector.watch;

import io.htcgrid.control.TaskError;
import io.htcgrid.data.TaskId;
import org.jspecify.annotations.Nullable;

/** A task that ended, with all that there is to know of its end. */
public sealed interface FinishedTask {
  TaskId task();

  /**
   * COMPLETED.
   *
   * @param content the receiver's own
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, compared by nobody.
  record Completed(TaskId task, byte[] content) implements FinishedTask {}

  /** COMPLETED, but its result is gone or damaged. */
  record Unreadable(TaskId task, String reason, @Nullable RuntimeException cause)
      implements FinishedTask {}

  record Failed(TaskId task, TaskError error) implements FinishedTask {}

  record Cancelled(TaskId task) implements FinishedTask {}
}
