package io.htcgrid.agent.invoke;

import io.htcgrid.control.LaunchData;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a task, as its function is called.
 *
 * @param launch the session's launch data with the task's overrides merged in
 * @param payload is not copied
 * @param timeout of this attempt; null: as the function's own
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, compared by nobody.
public record FunctionCall(
    TaskId task,
    int attempt,
    String function,
    LaunchData launch,
    byte[] payload,
    @Nullable Duration timeout) {
  /** The same call of another function. */
  public FunctionCall of(String other) {
    return new FunctionCall(task, attempt, other, launch, payload, timeout);
  }
}
