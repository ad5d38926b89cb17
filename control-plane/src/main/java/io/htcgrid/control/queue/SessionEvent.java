package io.htcgrid.control.queue;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A hint to a connector that something ended; what the state table holds stands. */
public sealed interface SessionEvent {
  SessionId session();

  /**
   * A task completed.
   *
   * @param inlineResult a copy of the result when it is {@link #MAX_INLINE_BYTES} or less
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by content below; never changed.
  record TaskCompleted(TaskId task, BlobReference result, byte @Nullable [] inlineResult)
      implements SessionEvent {
    @Override
    public SessionId session() {
      return task.session();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof TaskCompleted that
          && task.equals(that.task)
          && result.equals(that.result)
          && Arrays.equals(inlineResult, that.inlineResult);
    }

    @Override
    public int hashCode() {
      return Objects.hash(task, result, Arrays.hashCode(inlineResult));
    }
  }

  record TaskFailed(TaskId task, TaskError error) implements SessionEvent {
    @Override
    public SessionId session() {
      return task.session();
    }
  }

  record TaskCancelled(TaskId task) implements SessionEvent {
    @Override
    public SessionId session() {
      return task.session();
    }
  }

  record SessionEnded(SessionId session, SessionState state, @Nullable EndReason reason)
      implements SessionEvent {}

  /** The largest result that travels inside its event. */
  int MAX_INLINE_BYTES = 16 * 1024;
}
