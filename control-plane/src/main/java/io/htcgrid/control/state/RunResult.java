package io.htcgrid.control.state;

import io.htcgrid.control.RunRecord;
import org.jspecify.annotations.Nullable;

/** What became of a change to a run record. */
public sealed interface RunResult {
  /** It is as asked; also when an earlier call did it and its reply was lost. */
  record Done(RunRecord run) implements RunResult {}

  /**
   * The claim is no longer the caller's, or the task is terminal.
   *
   * @param stored null when there is no run record
   */
  record Refused(@Nullable RunRecord stored) implements RunResult {}
}
