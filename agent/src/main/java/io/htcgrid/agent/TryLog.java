package io.htcgrid.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The history of a task's failed tries, as it lies in S3: one line of JSON for each, the oldest
 * first, with {@code attempt}, {@code agent}, {@code endedAt}, {@code kind}, {@code type}, {@code
 * message} and, when the function logged anything, {@code log}, its last lines.
 */
final class TryLog {
  /** Of more tries, the first and the last ones are kept. */
  static final int MOST_TRIES = 20;

  /** Lambda gives 4 KB of log; a runtime that gives more is cut, from the front. */
  static final int MOST_LOG_CHARACTERS = 16 * 1024;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TryLog() {}

  /**
   * The history with one more try.
   *
   * @param before the history so far; empty for a first try
   */
  static byte[] with(
      byte[] before, RunRecord claim, TaskError error, @Nullable String logTail, Instant endedAt) {
    List<String> lines = new ArrayList<>();
    new String(before, StandardCharsets.UTF_8)
        .lines()
        .filter(l -> !l.isBlank())
        .forEach(lines::add);
    while (lines.size() >= MOST_TRIES) {
      lines.remove(1);
    }
    lines.add(line(claim, error, logTail, endedAt));
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String line(
      RunRecord claim, TaskError error, @Nullable String logTail, Instant endedAt) {
    ObjectNode line = JSON.createObjectNode();
    line.put("attempt", claim.attempt());
    line.put("agent", claim.owner());
    line.put("endedAt", endedAt.toString());
    line.put("kind", error.kind().name());
    line.put("type", error.type());
    line.put("message", error.message());
    if (logTail != null && !logTail.isEmpty()) {
      line.put("log", logTail.substring(Math.max(0, logTail.length() - MOST_LOG_CHARACTERS)));
    }
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An object of strings and numbers has a JSON form", e);
    }
  }
}
