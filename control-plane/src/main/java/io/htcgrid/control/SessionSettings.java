package io.htcgrid.control;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client decides about a session when submitting it.
 *
 * @param function the function that its tasks run, unless a task names another
 * @param priority the level of the task queue, 0 the lowest; below the grid's number of levels
 * @param fairShareKey tasks of one key share a queue's attention; null: the session's id
 * @param timeout from submit to the session's deadline; 13 days at most
 * @param taskTimeout of one attempt; null: as the function's own
 * @param failFast whether the first FAILED task ends the session
 * @param tags free text by name, for listing and cost allocation
 * @param parent the session whose failed tasks this one repeats, if any
 */
public record SessionSettings(
    String function,
    LaunchData launch,
    int priority,
    @Nullable String fairShareKey,
    Duration timeout,
    @Nullable Duration taskTimeout,
    RetryPolicy retry,
    boolean failFast,
    Map<String, String> tags,
    @Nullable String parent) {
  /** Below SQS's 14 days of retention, so that no message outlives its session. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofDays(13);

  public SessionSettings {
    tags = Map.copyOf(tags);
    if (function.isBlank()) {
      throw new IllegalArgumentException("session: the function has no name; name one");
    }
    if (priority < 0) {
      throw new IllegalArgumentException(
          "session: priority is " + priority + "; it must be 0 or more");
    }
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "session: timeout is " + timeout + "; it must be positive and 13 days at most");
    }
    if (taskTimeout != null && (taskTimeout.isNegative() || taskTimeout.isZero())) {
      throw new IllegalArgumentException(
          "session: task timeout is " + taskTimeout + "; it must be positive");
    }
  }
}
