package io.htcgrid.connector;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.state.SessionPage;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists sessions, newest first, from the table's indexes: eventually consistent. */
final class SessionListing {
  private static final int AT_ONCE = 25;
  private static final int READ_AT_ONCE = 100;
  private static final Comparator<SessionRecord> NEWEST_FIRST =
      Comparator.comparing(SessionRecord::createdAt).thenComparing(SessionRecord::id).reversed();

  private final GridServices services;
  private final Calls calls;
  private final GridErrors errors;

  /**
   * @param errors tells those that come while a stream is read
   */
  SessionListing(GridServices services, Calls calls, GridErrors errors) {
    this.services = services;
    this.calls = calls;
    this.errors = errors;
  }

  private <T> T once(Supplier<T> call) {
    return errors.call(() -> calls.once(call));
  }

  private <T> List<T> all(List<Supplier<T>> works) {
    return errors.call(() -> calls.all(works));
  }

  /** All sessions that are kept, day by day as the stream is read. */
  Stream<SessionSummary> all(Duration retention) {
    Instant now = services.clock().instant();
    LocalDate first = day(now.minus(retention)).minusDays(1);
    return Stream.iterate(day(now), day -> !day.isBefore(first), day -> day.minusDays(1))
        .flatMap(this::created);
  }

  /** The sessions of one day. */
  Stream<SessionSummary> created(LocalDate day) {
    // Not before the stream is read.
    return Stream.of(day).flatMap(each -> new Day(each).stream()).map(SessionListing::summary);
  }

  /** All that have not ended. */
  Stream<SessionSummary> open() {
    return Stream.of(StateTable.INDEX_SHARDS)
        .flatMap(
            shards ->
                all(shards(this::openIds)).stream()
                    .flatMap(ids -> records(ids).stream())
                    .filter(session -> !session.ended())
                    .sorted(NEWEST_FIRST))
        .map(SessionListing::summary);
  }

  private static LocalDate day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static SessionSummary summary(SessionRecord session) {
    return SessionSummary.of(session, session.taskCount());
  }

  private static <T> List<Supplier<T>> shards(java.util.function.IntFunction<T> call) {
    return IntStream.range(0, StateTable.INDEX_SHARDS)
        .<Supplier<T>>mapToObj(shard -> () -> call.apply(shard))
        .toList();
  }

  private List<SessionId> openIds(int shard) {
    List<SessionId> ids = new ArrayList<>();
    String cursor = null;
    do {
      String from = cursor;
      SessionPage page = once(() -> services.table().listOpen(shard, from, READ_AT_ONCE));
      ids.addAll(page.sessions());
      cursor = page.cursor();
    } while (cursor != null);
    return ids;
  }

  private List<SessionRecord> records(List<SessionId> ids) {
    List<SessionRecord> records = new ArrayList<>();
    Instant now = services.clock().instant();
    for (int from = 0; from < ids.size(); from += READ_AT_ONCE) {
      List<SessionId> some = ids.subList(from, Math.min(from + READ_AT_ONCE, ids.size()));
      records.addAll(once(() -> services.table().readSessionsEventually(some, now)));
    }
    return records;
  }

  /** One day's sessions, merged from the index's shards. */
  private final class Day {
    private final LocalDate day;
    private final List<Shard> shards;

    private Day(LocalDate day) {
      this.day = day;
      this.shards =
          IntStream.range(0, StateTable.INDEX_SHARDS)
              .mapToObj(number -> new Shard(number))
              .toList();
    }

    Stream<SessionRecord> stream() {
      all(shards.stream().<Supplier<Shard>>map(shard -> () -> shard.filled(day)).toList());
      return Stream.iterate(next(), each -> each != null, each -> next());
    }

    private @Nullable SessionRecord next() {
      Shard newest = null;
      for (Shard each : shards) {
        SessionRecord head = each.filled(day).records.peekFirst();
        if (head != null
            && (newest == null || NEWEST_FIRST.compare(head, newest.records.getFirst()) < 0)) {
          newest = each;
        }
      }
      return newest == null ? null : newest.records.removeFirst();
    }
  }

  /** One shard of a day, read ahead by one part. */
  private final class Shard {
    private final int number;
    private final Deque<SessionRecord> records = new ArrayDeque<>();
    private @Nullable String cursor;
    private boolean isRead;

    private Shard(int number) {
      this.number = number;
    }

    private Shard filled(LocalDate day) {
      while (records.isEmpty() && !isRead) {
        SessionPage page = once(() -> services.table().listCreated(day, number, cursor, AT_ONCE));
        cursor = page.cursor();
        isRead = cursor == null;
        records.addAll(records(page.sessions()));
      }
      return this;
    }
  }
}
