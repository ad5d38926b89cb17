package io.htcgrid.control.sweep;

import io.htcgrid.control.config.GridServices;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Since when all task queues have been empty, seen by {@link #RUNS} runs in a row, wherever those
 * ran: SQS's numbers are approximate, and one look proves nothing. Not thread-safe.
 */
final class EmptyQueues {
  static final int RUNS = 3;

  /** Looks of several sweepers at once count as one. */
  static final Duration APART = Duration.ofSeconds(5);

  /** A longer gap says nothing about the time between. */
  static final Duration TOGETHER = Duration.ofMinutes(10);

  private static final String NOTE = "empty-queues";

  /** What the note tells: so many runs, the first and the last of them. */
  private record Seen(int runs, Instant since, Instant last) {
    static Optional<Seen> parse(String note) {
      try {
        String[] parts = note.split(" ", -1);
        return Optional.of(
            new Seen(
                Integer.parseInt(parts[0]),
                Instant.ofEpochMilli(Long.parseLong(parts[1])),
                Instant.ofEpochMilli(Long.parseLong(parts[2]))));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        return Optional.empty();
      }
    }

    String note() {
      return runs + " " + since.toEpochMilli() + " " + last.toEpochMilli();
    }
  }

  private final GridServices services;

  EmptyQueues(GridServices services) {
    this.services = services;
  }

  /** Looks. Empty: they are not, or too few runs in a row have seen it. */
  Optional<Instant> look() {
    Instant now = services.clock().instant();
    Optional<String> note = services.table().readNote(NOTE);
    if (!empty()) {
      if (note.isPresent()) {
        forget();
      }
      return Optional.empty();
    }
    Seen seen =
        note.flatMap(Seen::parse)
            .filter(before -> before.last().plus(TOGETHER).isAfter(now))
            .orElse(new Seen(0, now, now));
    if (seen.runs() > 0 && seen.last().plus(APART).isAfter(now)) {
      return Optional.empty();
    }
    if (seen.runs() < RUNS) {
      seen = new Seen(seen.runs() + 1, seen.since(), now);
      services.table().writeNote(NOTE, seen.note());
    }
    return seen.runs() < RUNS ? Optional.empty() : Optional.of(seen.since());
  }

  /** Begins to count anew. */
  void forget() {
    services.table().writeNote(NOTE, null);
  }

  private boolean empty() {
    return IntStream.range(0, services.queues().levels())
        .allMatch(level -> services.queues().depth(level).empty());
  }
}
