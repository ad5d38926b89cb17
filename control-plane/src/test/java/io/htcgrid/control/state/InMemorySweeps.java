package io.htcgrid.control.state;

import io.htcgrid.data.SessionId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What sweepers remember of {@link InMemoryStateTable}. Not thread-safe. */
final class InMemorySweeps {
  private final Map<String, String> notes = new HashMap<>();
  private final Map<SessionId, ResendRecord> resends = new HashMap<>();

  Optional<String> note(String duty) {
    return Optional.ofNullable(notes.get(duty));
  }

  void writeNote(String duty, @Nullable String note) {
    if (note == null) {
      notes.remove(duty);
    } else {
      notes.put(duty, note);
    }
  }

  List<ResendRecord> resends(Collection<SessionId> sessions) {
    return sessions.stream().distinct().map(resends::get).filter(Objects::nonNull).toList();
  }

  boolean writeResend(ResendRecord next) {
    if (next.version() < 1) {
      throw new IllegalArgumentException("version is " + next.version());
    }
    ResendRecord kept = kept(next);
    ResendRecord stored = resends.get(next.session());
    if ((stored == null ? 0 : stored.version()) == next.version() - 1) {
      resends.put(next.session(), kept);
      return true;
    }
    return kept.equals(stored);
  }

  private static ResendRecord kept(ResendRecord next) {
    return new ResendRecord(
        next.session(),
        next.version(),
        next.closedPages(),
        StoredTimes.of(next.progressAt()),
        next.resends(),
        next.nextPage(),
        next.owner(),
        StoredTimes.ofNullable(next.leaseExpiresAt()),
        StoredTimes.expiry(next.expiresAt()));
  }
}
