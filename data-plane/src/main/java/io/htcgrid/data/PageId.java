package io.htcgrid.data;

import java.util.Comparator;

/**
 * A page's address: 100 consecutive tasks of a session, the unit of registration, progress and
 * listing. Ordered by session, then by number.
 *
 * @param number counts from 0, below {@link #MAX_PAGES}
 */
public record PageId(SessionId session, int number) implements Comparable<PageId> {

  /** Tasks in a page; a session's last page may hold fewer. */
  public static final int TASKS = 100;

  /** The most pages that a session may hold. */
  public static final int MAX_PAGES = TaskId.MAX_TASKS / TASKS;

  private static final Comparator<PageId> ORDER =
      Comparator.comparing(PageId::session).thenComparingInt(PageId::number);

  /**
   * @throws IllegalArgumentException when the number is negative or {@link #MAX_PAGES} or more
   */
  public PageId {
    Numbers.check("page number", number, MAX_PAGES);
  }

  /** The page that holds the task. */
  public static PageId of(TaskId task) {
    return new PageId(task.session(), task.index() / TASKS);
  }

  /** The index of the page's first task. */
  public int firstIndex() {
    return number * TASKS;
  }

  /**
   * How many tasks this page holds in a session of so many.
   *
   * @throws IllegalArgumentException when the session is too small to have this page
   */
  public int taskCount(int tasksInSession) {
    int count = Math.min(TASKS, tasksInSession - firstIndex());
    if (count <= 0) {
      throw new IllegalArgumentException(
          "A session of " + tasksInSession + " tasks has no page " + number);
    }
    return count;
  }

  /** The group that counts this page. */
  public GroupId group() {
    return GroupId.of(this);
  }

  @Override
  public int compareTo(PageId other) {
    return ORDER.compare(this, other);
  }

  /** {@code <session id>/p<number>}. */
  @Override
  public String toString() {
    return session + "/p" + number;
  }
}
