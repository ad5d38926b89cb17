package io.htcgrid.control.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Parses {@code Date} headers. Keeps the last one, as replies of one second share it and parsing
 * takes longer than the rest of noting a reply. Thread-safe.
 */
final class HttpDates {
  private record Parsed(String text, @Nullable Instant time) {}

  private volatile @Nullable Parsed last;

  /** The time; null: the text is no HTTP date. */
  @Nullable Instant parse(String text) {
    Parsed known = last;
    if (known == null || !known.text().equals(text)) {
      known = new Parsed(text, parsed(text));
      last = known;
    }
    return known.time();
  }

  private static @Nullable Instant parsed(String text) {
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
