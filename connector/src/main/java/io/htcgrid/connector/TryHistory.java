package io.htcgrid.connector;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskTry;
import io.htcgrid.control.json.TaskTryJson;
import io.htcgrid.data.BlobException;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads what agents wrote about a task's failed tries. */
final class TryHistory {
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
          .map(TaskTryJson::parse)
          .toList();
    } catch (BlobException | IllegalArgumentException e) {
      throw unreadable(task, e);
    }
  }

  private static GridRequestException unreadable(TaskId task, Exception cause) {
    return new GridRequestException(
        "the history of task " + task + " cannot be read: " + cause.getMessage(), cause);
  }
}
