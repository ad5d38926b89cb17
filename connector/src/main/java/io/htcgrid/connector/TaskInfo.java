package io.htcgrid.connector;

import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as listings show it.
 *
 * @param attempt how often it was claimed
 * @param tries how often it was tried, as the retry policy counts
 * @param agent who runs or ran it last; null: nobody yet
 * @param startedAt of the last attempt; null: it was never claimed
 * @param endedAt null: it has not ended, or never ran
 * @param error of a FAILED task, or of the last failed try; null: there was none
 */
public record TaskInfo(
    TaskId task,
    TaskState state,
    int attempt,
    int tries,
    @Nullable String agent,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable TaskError error) {

  /** The task's index in its session, from 0. */
  public int index() {
    return task.index();
  }
}
