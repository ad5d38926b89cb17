package io.htcgrid.connector.watch;

import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;

/** A task that ended, and what is still to be read of it. */
sealed interface ResolvedTask {
  /** Nothing: all is here. */
  record Whole(FinishedTask finished) implements ResolvedTask {}

  /** Its result. */
  record Stored(TaskId task, BlobReference result) implements ResolvedTask {}

  /** About how many bytes it takes, or will take when read. */
  default long bytes() {
    if (this instanceof Stored stored) {
      return stored.result().length();
    }
    return ((Whole) this).finished() instanceof FinishedTask.Completed completed
        ? completed.content().length
        : 0;
  }
}
