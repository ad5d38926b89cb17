package io.htcgrid.agent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as the table held them at most two seconds ago. Safe for deciding to drop a message: an
 * ended session never un-ends. A session that is not there is looked for each time. Thread-safe.
 */
final class SessionCache {
  static final Duration FRESH = Duration.ofSeconds(2);

  private static final int MOST = 10_000;

  private final GridServices services;
  private final Cache<SessionId, SessionRecord> sessions;

  SessionCache(Context context) {
    this.services = context.services();
    this.sessions =
        Caffeine.newBuilder()
            .expireAfterWrite(FRESH)
            .maximumSize(MOST)
            .ticker(context::nanos)
            .build();
  }

  /** Reads a session, unless someone just did; who asks for the same one waits for that. */
  Optional<SessionRecord> read(SessionId session) {
    return Optional.ofNullable(sessions.get(session, this::load));
  }

  private @Nullable SessionRecord load(SessionId session) {
    return services.table().readSession(session, services.clock().instant()).orElse(null);
  }

  /** What is known of it; empty when that is too old. */
  Optional<SessionRecord> known(SessionId session) {
    return Optional.ofNullable(sessions.getIfPresent(session));
  }

  void put(SessionRecord session) {
    sessions.put(session.id(), session);
  }

  void forget(SessionId session) {
    sessions.invalidate(session);
  }
}
