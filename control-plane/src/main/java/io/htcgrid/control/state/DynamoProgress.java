package io.htcgrid.control.state;

import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageProgress;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** Progress: the outcomes of a page's tasks, and the closed pages of a group. */
final class DynamoProgress {
  private final ItemTable table;

  DynamoProgress(ItemTable table) {
    this.table = table;
  }

  ProgressResult add(PageId page, Outcomes outcomes, Instant expiresAt) {
    Written written =
        table.update(
            ProgressCodec.addOutcomes(update(page, expiresAt), page, outcomes)
                .when(Condition.absent(ProgressCodec.SEALED)));
    return written instanceof Written.Applied applied
        ? new ProgressResult.Added(ProgressCodec.decode(page, applied.item()))
        : new ProgressResult.Sealed(ProgressCodec.decode(page, stored(written)));
  }

  PageProgress seal(PageId page, Instant expiresAt) {
    Written written =
        table.update(update(page, expiresAt).set(ProgressCodec.SEALED, Attributes.flag(true)));
    return ProgressCodec.decode(page, stored(written));
  }

  CloseResult<GroupProgress> closePage(PageId page, OutcomeCounts counts, Instant expiresAt) {
    GroupId group = page.group();
    int inGroup = GroupCodec.inGroup(group, page.number());
    ItemUpdate update =
        ItemUpdate.of(ItemKey.group(group))
            .set(StateTableSchema.TIME_TO_LIVE, Attributes.expiry(expiresAt));
    Written written =
        table.update(
            GroupCodec.close(update, Attributes.numberSet(Set.of(inGroup)), counts)
                .when(Condition.lacks(GroupCodec.CLOSED_PAGES, Attributes.number(inGroup))));
    GroupProgress now = GroupCodec.decode(group, stored(written));
    return written instanceof Written.Applied
        ? new CloseResult.Closed<>(now)
        : new CloseResult.AlreadyClosed<>(now);
  }

  private static ItemUpdate update(PageId page, Instant expiresAt) {
    return ItemUpdate.of(ItemKey.progress(page))
        .set(StateTableSchema.TIME_TO_LIVE, Attributes.expiry(expiresAt));
  }

  /** The item as it is now. It is always there: these conditions hold when there is none. */
  private static Item stored(Written written) {
    return written instanceof Written.Applied applied
        ? applied.item()
        : Objects.requireNonNull(((Written.Refused) written).stored(), "stored item");
  }
}
