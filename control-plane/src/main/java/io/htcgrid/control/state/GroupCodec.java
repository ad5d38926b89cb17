package io.htcgrid.control.state;

import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.data.GroupId;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * {@code S#<session> / G#<group>}: the closed pages of a group and the outcomes in them. Pages are
 * counted from the group's first, 0 to 99.
 */
final class GroupCodec {
  /** Number set. */
  static final String CLOSED_PAGES = "closed_pages";

  /** Number; absent: 0. */
  static final String COMPLETED = "completed";

  /** Number; absent: 0. */
  static final String FAILED = "failed";

  /** Number; absent: 0. */
  static final String CANCELLED = "cancelled";

  private GroupCodec() {}

  /** The page's element in {@link #CLOSED_PAGES}. */
  static int inGroup(GroupId group, int page) {
    return page - group.firstPage();
  }

  static ItemUpdate close(ItemUpdate update, AttributeValue pages, OutcomeCounts counts) {
    return addCounts(update.add(CLOSED_PAGES, pages), counts);
  }

  /** As a session counts its groups, too. */
  static ItemUpdate addCounts(ItemUpdate update, OutcomeCounts counts) {
    return update
        .add(COMPLETED, counts.completed())
        .add(FAILED, counts.failed())
        .add(CANCELLED, counts.cancelled());
  }

  static GroupProgress decode(GroupId group, Item item) {
    Set<Integer> pages =
        item.numberSet(CLOSED_PAGES).stream()
            .map(each -> group.firstPage() + each)
            .collect(Collectors.toSet());
    return new GroupProgress(group, pages, counts(item));
  }

  static OutcomeCounts counts(Item item) {
    return new OutcomeCounts(
        item.count(COMPLETED, 0), item.count(FAILED, 0), item.count(CANCELLED, 0));
  }
}
