package io.htcgrid.connector;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.TaskTry;
import io.htcgrid.control.json.TaskTryJson;
import io.htcgrid.data.BlobException;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what agents wrote about a task's failed tries. The one that ended a task may be in its run
 * record alone: sweepers give tasks up too, and neither read nor write the bucket.
 */
final class TryHistory {
  private final Connection grid;

  TryHistory(Connection grid) {
    this.grid = grid;
  }

  /** The tries, the oldest first; none: no try of it failed. */
  List<TaskTry> of(TaskId task) {
    Optional<RunRecord> run = grid.calls().once(() -> grid.services().table().readRun(task));
    if (run.isEmpty()) {
      return List.of();
    }
    BlobReference log = run.get().log();
    List<TaskTry> tries = new ArrayList<>(log == null ? List.of() : written(task, log));
    last(run.get())
        .filter(last -> tries.stream().noneMatch(each -> each.attempt() == last.attempt()))
        .ifPresent(tries::add);
    return List.copyOf(tries);
  }

  private static Optional<TaskTry> last(RunRecord run) {
    TaskError error = run.error();
    Instant endedAt = run.endedAt();
    return run.state() == TaskState.FAILED && error != null && endedAt != null
        ? Optional.of(new TaskTry(run.attempt(), run.owner(), endedAt, error, null))
        : Optional.empty();
  }

  private List<TaskTry> written(TaskId task, BlobReference log) {
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
