package io.htcgrid.agent;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.data.BlobReference;
import org.jspecify.annotations.Nullable;

/**
 * A task whose run record is terminal, with progress, events and message still to do.
 *
 * @param run terminal
 * @param inlineResult a copy of the result, when it is small and this agent made it
 * @param message told what became of it
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, compared by nobody.
record Ended(
    SessionRecord session,
    RunRecord run,
    int tasksInPage,
    byte @Nullable [] inlineResult,
    Message message) {

  /** The message that the task came with. */
  interface Message {
    /** It may be deleted. */
    void committed();

    /** It has to stay, to be received again. */
    void abandoned();
  }

  /**
   * What connectors are told.
   *
   * @param outcome what the page's progress says, which stands, whatever the run record says
   */
  SessionEvent event(TaskState outcome) {
    BlobReference result = run.result();
    if (outcome == TaskState.COMPLETED && result != null) {
      return new SessionEvent.TaskCompleted(run.task(), result, inlineResult);
    }
    if (outcome == TaskState.FAILED) {
      TaskError error = run.error();
      return new SessionEvent.TaskFailed(
          run.task(),
          error != null
              ? error
              : new TaskError(FailureKind.FUNCTION_ERROR, "Unknown", "no error was stored"));
    }
    return new SessionEvent.TaskCancelled(run.task());
  }
}
