package io.htcgrid.control.sweep;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.state.SessionPage;
import io.htcgrid.control.state.StateTable;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks over all open sessions, shard by shard, round after round; eventually consistent. Not
 * thread-safe.
 */
final class OpenSessions {
  private static final int READ_AT_ONCE = 100;

  private final StateTable table;
  private final InstantSource clock;
  private final Deque<SessionRecord> read = new ArrayDeque<>();
  private int shard;
  private @Nullable String cursor;
  private boolean atEnd;

  OpenSessions(StateTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  /** The next one; empty: the round is over, and the next call begins another. */
  Optional<SessionRecord> next() {
    while (read.isEmpty()) {
      if (atEnd) {
        atEnd = false;
        return Optional.empty();
      }
      readMore();
    }
    return Optional.of(read.remove());
  }

  private void readMore() {
    SessionPage page = table.listOpen(shard, cursor, READ_AT_ONCE);
    if (!page.sessions().isEmpty()) {
      table.readSessionsEventually(page.sessions(), clock.instant()).stream()
          .filter(session -> !session.ended())
          .forEach(read::add);
    }
    cursor = page.cursor();
    if (cursor == null) {
      shard = (shard + 1) % StateTable.INDEX_SHARDS;
      atEnd = shard == 0;
    }
  }
}
