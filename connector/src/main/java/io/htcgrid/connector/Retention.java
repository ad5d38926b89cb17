package io.htcgrid.connector;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.ServiceFault;
import io.htcgrid.control.GridSettings;
import io.htcgrid.control.state.StateTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How long the grid keeps sessions: an operators' setting, read once a minute at most. Thread-safe.
 */
final class Retention {
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final StateTable table;
  private final Calls calls;
  private final InstantSource clock;
  private @Nullable GridSettings settings;
  private Instant readAt = Instant.MIN;

  Retention(StateTable table, Calls calls, InstantSource clock) {
    this.table = table;
    this.calls = calls;
    this.clock = clock;
  }

  synchronized Duration current() {
    Instant now = clock.instant();
    GridSettings known = settings;
    if (known == null || now.isAfter(readAt.plus(FRESH))) {
      known = calls.make(this::read);
      settings = known;
      readAt = now;
    }
    return known.retention();
  }

  private GridSettings read() {
    try {
      return table.readSettings();
    } catch (RuntimeException e) {
      if (ServiceFault.of(e) != ServiceFault.DENIED) {
        throw e;
      }
      return GridSettings.DEFAULT;
    }
  }
}
