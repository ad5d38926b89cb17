package io.htcgrid.control.state;

import io.htcgrid.control.PageProgress;
import io.htcgrid.data.PageId;
import io.htcgrid.data.TaskId;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * {@code P#<session>#<page> / PROGRESS}: the outcomes of a page's tasks. Tasks are counted from the
 * page's first, 0 to 99, which keeps the item at a few hundred bytes.
 */
final class ProgressCodec {
  /** Number set. */
  static final String COMPLETED = "completed";

  /** Number set. */
  static final String FAILED = "failed";

  /** Number set. */
  static final String CANCELLED = "cancelled";

  /** Boolean; absent: not sealed. */
  static final String SEALED = "sealed";

  private ProgressCodec() {}

  static ItemUpdate addOutcomes(ItemUpdate update, PageId page, Outcomes outcomes) {
    add(update, page, COMPLETED, outcomes.completed());
    add(update, page, FAILED, outcomes.failed());
    add(update, page, CANCELLED, outcomes.cancelled());
    return update;
  }

  static PageProgress decode(PageId page, Item item) {
    return new PageProgress(
        page,
        indexes(page, item.numberSet(COMPLETED)),
        indexes(page, item.numberSet(FAILED)),
        indexes(page, item.numberSet(CANCELLED)),
        item.flag(SEALED));
  }

  private static void add(ItemUpdate update, PageId page, String attribute, Set<Integer> indexes) {
    if (!indexes.isEmpty()) {
      update.add(attribute, inPage(page, indexes));
    }
  }

  private static AttributeValue inPage(PageId page, Set<Integer> indexes) {
    return Attributes.numberSet(
        indexes.stream().map(index -> checked(page, index) - page.firstIndex()).toList());
  }

  private static int checked(PageId page, int index) {
    if (!new TaskId(page.session(), index).page().equals(page)) {
      throw new IllegalArgumentException("page " + page + " does not hold task " + index);
    }
    return index;
  }

  private static Set<Integer> indexes(PageId page, Set<Integer> inPage) {
    return inPage.stream().map(each -> page.firstIndex() + each).collect(Collectors.toSet());
  }
}
