package io.htcgrid.control.state;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.data.SessionId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pages of a listing; the cursor is the position of the next session. */
final class InMemoryListing {
  private InMemoryListing() {}

  static SessionPage list(
      Stream<SessionRecord> sessions,
      int shard,
      Comparator<SessionRecord> order,
      @Nullable String cursor,
      int limit) {
    List<SessionId> all =
        sessions
            .filter(each -> StateTableSchema.shardOf(each.id()) == shard)
            .sorted(order)
            .map(SessionRecord::id)
            .toList();
    int from = Math.min(all.size(), cursor == null ? 0 : position(cursor));
    int to = Math.min(all.size(), from + limit);
    return new SessionPage(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
  }

  private static int position(String cursor) {
    try {
      return Integer.parseInt(cursor);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + cursor + "\" is no cursor of this listing", e);
    }
  }
}
