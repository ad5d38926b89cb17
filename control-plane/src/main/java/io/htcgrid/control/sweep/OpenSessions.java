package io.htcgrid.control.sweep;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.state.SessionPage;
import io.htcgrid.control.state.StateTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One run's walk over all open sessions, in parts, eventually consistent. It goes on where the walk
 * before stopped, in whichever process that was: the place is the duty's note in the table. Not
 * thread-safe.
 */
final class OpenSessions {
  static final int READ_AT_ONCE = 100;

  /** The shard, and the cursor in it. */
  private static final Pattern NOTE = Pattern.compile("(\\d{1,4})(?: (.+))?");

  private final StateTable table;
  private final InstantSource clock;
  private final String duty;
  private final boolean noted;
  private int shard;
  private @Nullable String cursor;
  private int shardsLeft = StateTable.INDEX_SHARDS;

  private OpenSessions(StateTable table, InstantSource clock, String duty, Optional<String> note) {
    this.table = table;
    this.clock = clock;
    this.duty = duty;
    this.noted = note.isPresent();
    Matcher place = NOTE.matcher(note.orElse(""));
    if (place.matches()) {
      shard = Integer.parseInt(place.group(1)) % StateTable.INDEX_SHARDS;
      cursor = place.group(2);
    }
    // What lies before the cursor comes last.
    if (cursor != null) {
      shardsLeft++;
    }
  }

  static OpenSessions resume(StateTable table, InstantSource clock, String duty) {
    return new OpenSessions(table, clock, duty, table.readNote(duty));
  }

  /**
   * Hands on part after part, until {@code most} sessions or a few more have been seen, or there is
   * enough. The place is noted also when that fails: what cannot be read or repaired now must not
   * keep the others from their turn.
   */
  void walk(int most, BooleanSupplier enough, Consumer<List<SessionRecord>> receiver) {
    try {
      int seen = 0;
      Optional<List<SessionRecord>> part = next();
      while (part.isPresent()) {
        receiver.accept(part.get());
        seen += part.get().size();
        part = seen < most && !enough.getAsBoolean() ? next() : Optional.empty();
      }
    } finally {
      save();
    }
  }

  /** The next part, of {@link #READ_AT_ONCE} at most; empty: all have been seen. */
  Optional<List<SessionRecord>> next() {
    while (shardsLeft > 0) {
      SessionPage page = list();
      cursor = page.cursor();
      if (cursor == null) {
        shard = (shard + 1) % StateTable.INDEX_SHARDS;
        shardsLeft--;
      }
      if (!page.sessions().isEmpty()) {
        return Optional.of(
            table.readSessionsEventually(page.sessions(), clock.instant()).stream()
                .filter(session -> !session.ended())
                .toList());
      }
    }
    return Optional.empty();
  }

  private SessionPage list() {
    try {
      return table.listOpen(shard, cursor, READ_AT_ONCE);
    } catch (IllegalArgumentException e) {
      // Another release's note: the shard's beginning is as good a place.
      return table.listOpen(shard, null, READ_AT_ONCE);
    }
  }

  /** Notes the place for the next run; nothing is written when this one has seen all. */
  void save() {
    if (shardsLeft > 0) {
      table.writeNote(duty, cursor == null ? String.valueOf(shard) : shard + " " + cursor);
    } else if (noted) {
      table.writeNote(duty, null);
    }
  }
}
