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

  /** The number of the group's first page. */
  public int firstPage() {
    return number * PAGES;
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
