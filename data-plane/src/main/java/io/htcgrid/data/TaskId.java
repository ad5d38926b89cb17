package io.htcgrid.data;

import java.util.Comparator;

/**
 * A task's address: its session and its index there. Ordered by session, then by index.
 *
 * @param index counts from 0, below {@link #MAX_TASKS}
 */
public record TaskId(SessionId session, int index) implements Comparable<TaskId> {

  /** The most tasks that a session may hold. */
  public static final int MAX_TASKS = 10_000_000;

  private static final Comparator<TaskId> ORDER =
      Comparator.comparing(TaskId::session).thenComparingInt(TaskId::index);

  /**
   * @throws IllegalArgumentException when the index is negative or {@link #MAX_TASKS} or more
   */
  public TaskId {
    Numbers.check("task index", index, MAX_TASKS);
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws IllegalArgumentException when the text is not a task id
   */
  public static TaskId parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a task id: expected <session id>/<index>");
    }
    return new TaskId(
        SessionId.parse(text.substring(0, slash)),
        Numbers.parse("task id", text, text.substring(slash + 1)));
  }

  /** The page that holds this task. */
  public PageId page() {
    return PageId.of(this);
  }

  @Override
  public int compareTo(TaskId other) {
    return ORDER.compare(this, other);
  }

  /** {@code <session id>/<index>}. */
  @Override
  public String toString() {
    return session + "/" + index;
  }
}
