package io.htcgrid.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.data.BlobException;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads what agents wrote about a task's failed tries. */
final class TryHistory {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Connection grid;

  TryHistory(Connection grid) {
    this.grid = grid;
  }

  /** The tries, the oldest first; none: no try of it failed. */
  List<TaskTry> of(TaskId task) {
    Optional<RunRecord> run = grid.calls().once(() -> grid.services().table().readRun(task));
    BlobReference log = run.map(RunRecord::log).orElse(null);
    if (log == null) {
      return List.of();
    }
    try {
      byte[] lines = grid.calls().once(() -> grid.services().blobs().read(task, log));
      return new String(lines, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .map(line -> parse(task, line))
          .toList();
    } catch (BlobException e) {
      throw unreadable(task, e);
    }
  }

  private static TaskTry parse(TaskId task, String line) {
    try {
      JsonNode json = JSON.readTree(line);
      return new TaskTry(
          json.path("attempt").asInt(),
          json.path("agent").asText(),
          Instant.parse(json.path("endedAt").asText()),
          new TaskError(
              FailureKind.valueOf(json.path("kind").asText()),
              json.path("type").asText(),
              json.path("message").asText()),
          json.hasNonNull("log") ? json.path("log").asText() : null);
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      throw unreadable(task, e);
    }
  }

  private static GridRequestException unreadable(TaskId task, Exception cause) {
    return new GridRequestException(
        "the history of task " + task + " cannot be read: " + cause.getMessage(), cause);
  }
}
