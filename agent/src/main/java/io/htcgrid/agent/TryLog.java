package io.htcgrid.agent;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskTry;
import io.htcgrid.control.json.TaskTryJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The history of a task's failed tries, as it lies in S3: a line for each, the oldest first. */
final class TryLog {
  /** Of more tries, the first and the last ones are kept. */
  static final int MOST_TRIES = 20;

  /** Lambda gives 4 KB of log; a runtime that gives more is cut, from the front. */
  static final int MOST_LOG_CHARACTERS = 16 * 1024;

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
    lines.add(
        TaskTryJson.line(
            new TaskTry(claim.attempt(), claim.owner(), endedAt, error, cut(logTail))));
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String cut(@Nullable String logTail) {
    return logTail == null || logTail.isEmpty()
        ? null
        : logTail.substring(Math.max(0, logTail.length() - MOST_LOG_CHARACTERS));
  }
}
