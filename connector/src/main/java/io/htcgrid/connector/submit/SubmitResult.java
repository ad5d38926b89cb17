package io.htcgrid.connector.submit;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.queue.SendFailure;
import io.htcgrid.data.TaskId;

/** What became of a submission. */
public sealed interface SubmitResult {
  /** Every task is in the system; by this submission, or by an equal one under the same token. */
  record Submitted(SessionRecord session) implements SubmitResult {}

  /** There was no task; nothing was sent. */
  record Empty() implements SubmitResult {}

  /** The tasks' own iterator threw before anything was sent. */
  record NotBegun(Throwable cause) implements SubmitResult {}

  /** The tasks' own iterator threw half-way; the session was cancelled. */
  record SourceFailed(Throwable cause) implements SubmitResult {}

  /** A queue will never take this task's message; the session was cancelled. */
  record Unsendable(TaskId task, SendFailure failure) implements SubmitResult {}

  /** Something else failed half-way; the session, which has no client token, was cancelled. */
  record Failed(RuntimeException cause) implements SubmitResult {}

  /** The client token stands for other content, which is untouched. */
  record OtherContent(SessionRecord stored, String difference) implements SubmitResult {}

  /** The session ended before every task was in the system. */
  record EndedBefore(SessionRecord stored) implements SubmitResult {}

  /** The session expired or was deleted meanwhile. */
  record Gone() implements SubmitResult {}

  /**
   * Another submission under the same client token took over, and then stopped too; this one has
   * read its tasks and cannot begin again.
   */
  record Orphaned(SessionRecord stored) implements SubmitResult {}
}
