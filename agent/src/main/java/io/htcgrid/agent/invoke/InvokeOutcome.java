package io.htcgrid.agent.invoke;

import io.htcgrid.control.TaskError;
import org.jspecify.annotations.Nullable;

/** What came of one function call. */
public sealed interface InvokeOutcome {
  /** The function returned. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, compared by nobody.
  record Returned(byte[] result) implements InvokeOutcome {}

  /**
   * The function did not return a result: this is a verdict on the try.
   *
   * @param logTail the last lines that the function logged, when there are any
   */
  record Failed(TaskError error, @Nullable String logTail) implements InvokeOutcome {}

  /**
   * The runtime could not be asked, or is too busy: not a try. Ask again later.
   *
   * @param reason one sentence
   */
  record Unavailable(String reason) implements InvokeOutcome {}

  /**
   * The connection ended during the call: the function may have run, and may be what the runtime
   * died of, or the connection was dead before, as those of a runtime that was started anew are.
   * Seconds later there are none of those left.
   *
   * @param error the verdict on the try, unless it is made again
   */
  record Broken(TaskError error) implements InvokeOutcome {}

  /** {@link Invocation#abort()} ended it; the function is stopped. */
  record Aborted() implements InvokeOutcome {}
}
