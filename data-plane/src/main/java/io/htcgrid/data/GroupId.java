package io.htcgrid.data;

import java.util.Comparator;

/**
 * A group's address: 100 consecutive pages of a session, the unit in which its progress is counted.
 * Ordered by session, then by number.
 *
 * @param number counts from 0, below {@link #MAX_GROUPS}
 */
public record GroupId(SessionId session, int number) implements Comparable<GroupId> {

  /** Pages in a group; a session's last group may hold fewer. */
  public static final int PAGES = 100;

  /** The most groups that a session may hold. */
  public static final int MAX_GROUPS = PageId.MAX_PAGES / PAGES;

  private static final Comparator<GroupId> ORDER =
      Comparator.comparing(GroupId::session).thenComparingInt(GroupId::number);

  /**
   * @throws IllegalArgumentException when the number is negative or {@link #MAX_GROUPS} or more
   */
  public GroupId {
    Numbers.check("group number", number, MAX_GROUPS);
  }

  /** The group that counts the page. */
  public static GroupId of(PageId page) {
    return new GroupId(page.session(), page.number() / PAGES);
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws IllegalArgumentException when the text is not a group id
   */
  public static GroupId parse(String text) {
    int slash = text.indexOf("/g");
    if (slash < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a group id: expected <session id>/g<number>");
    }
    return new GroupId(
        SessionId.parse(text.substring(0, slash)),
        Numbers.parse("group id", text, text.substring(slash + 2)));
  }

  /** The number of the group's first page. */
  public int firstPage() {
    return number * PAGES;
  }

  /**
   * How many pages this group holds in a session of so many tasks.
   *
   * @throws IllegalArgumentException when the session is too small to have this group
   */
  public int pageCount(int tasksInSession) {
    int pages = (tasksInSession + PageId.TASKS - 1) / PageId.TASKS;
    int count = Math.min(PAGES, pages - firstPage());
    if (count <= 0) {
      throw new IllegalArgumentException(
          "A session of " + tasksInSession + " tasks has no group " + number);
    }
    return count;
  }

  @Override
  public int compareTo(GroupId other) {
    return ORDER.compare(this, other);
  }

  /** {@code <session id>/g<number>}. */
  @Override
  public String toString() {
    return session + "/g" + number;
  }
}
