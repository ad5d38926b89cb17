package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.data.BlobRead;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what there is to know of tasks that ended: from events, run records and results. */
final class OutcomeResolver {
  /** Up to so many run records of a page are cheaper one by one than all together. */
  private static final int FEW = 8;

  private final GridServices services;
  private final Calls calls;
  private final SessionId session;

  OutcomeResolver(GridServices services, Calls calls, SessionId session) {
    this.services = services;
    this.calls = calls;
    this.session = session;
  }

  /** What can be told without reading anything; empty: its run record has to be read. */
  Optional<ResolvedTask> fromEvent(Ended ended) {
    TaskId task = new TaskId(session, ended.index());
    if (ended.event() instanceof SessionEvent.TaskCompleted completed) {
      return Optional.of(completed(task, completed.result(), completed.inlineResult()));
    }
    if (ended.event() instanceof SessionEvent.TaskFailed failed) {
      return Optional.of(new ResolvedTask.Whole(new FinishedTask.Failed(task, failed.error())));
    }
    return ended.state() == TaskState.CANCELLED
        ? Optional.of(new ResolvedTask.Whole(new FinishedTask.Cancelled(task)))
        : Optional.empty();
  }

  private static ResolvedTask completed(
      TaskId task, BlobReference result, byte @Nullable [] inline) {
    // An inline copy that was damaged on its way is not worth more than no copy.
    return inline != null && BlobReference.of(result.key(), result.offset(), inline).equals(result)
        ? new ResolvedTask.Whole(new FinishedTask.Completed(task, inline))
        : new ResolvedTask.Stored(task, result);
  }

  /** Reads run records where they are needed; makes its calls on this thread. */
  List<ResolvedTask> resolve(List<Ended> batch) {
    Map<PageId, List<Integer>> unknown = new HashMap<>();
    for (Ended each : batch) {
      if (fromEvent(each).isEmpty()) {
        TaskId task = new TaskId(session, each.index());
        unknown.computeIfAbsent(task.page(), page -> new ArrayList<>()).add(each.index());
      }
    }
    Map<Integer, RunRecord> runs = new HashMap<>();
    unknown.forEach((page, indexes) -> runs.putAll(runs(page, indexes)));
    return batch.stream()
        .map(each -> fromEvent(each).orElseGet(() -> fromRun(each, runs.get(each.index()))))
        .toList();
  }

  private Map<Integer, RunRecord> runs(PageId page, List<Integer> indexes) {
    if (indexes.size() > FEW) {
      return calls.make(() -> services.table().readPage(page)).runs();
    }
    Map<Integer, RunRecord> runs = new HashMap<>();
    for (int index : indexes) {
      calls
          .make(() -> services.table().readRun(new TaskId(session, index)))
          .ifPresent(run -> runs.put(index, run));
    }
    return runs;
  }

  private ResolvedTask fromRun(Ended ended, @Nullable RunRecord run) {
    TaskId task = new TaskId(session, ended.index());
    if (ended.state() == TaskState.FAILED) {
      TaskError error = run == null ? null : run.error();
      return new ResolvedTask.Whole(
          new FinishedTask.Failed(
              task,
              error != null
                  ? error
                  : new TaskError(
                      FailureKind.ATTEMPTS_EXHAUSTED, "Unknown", "its run record is gone")));
    }
    BlobReference result = run == null ? null : run.result();
    return result != null
        ? new ResolvedTask.Stored(task, result)
        : new ResolvedTask.Whole(new FinishedTask.Unreadable(task, "its run record is gone", null));
  }

  /** Reads results, neighbours together; makes its calls on this thread. Keeps the order. */
  List<FinishedTask> fetch(List<ResolvedTask> chunk) {
    Map<TaskId, BlobReference> stored = new LinkedHashMap<>();
    for (ResolvedTask each : chunk) {
      if (each instanceof ResolvedTask.Stored wanted) {
        stored.put(wanted.task(), wanted.result());
      }
    }
    Map<TaskId, FinishedTask> read = new HashMap<>();
    if (!stored.isEmpty()) {
      // A repetition reads what the call before did not.
      calls.run(
          () -> {
            stored.keySet().removeAll(read.keySet());
            services.blobs().readEach(stored, blob -> read.put(blob.task(), finished(blob)));
          });
    }
    return chunk.stream()
        .map(
            each ->
                each instanceof ResolvedTask.Stored wanted
                    ? Objects.requireNonNull(read.get(wanted.task()))
                    : ((ResolvedTask.Whole) each).finished())
        .toList();
  }

  private static FinishedTask finished(BlobRead read) {
    if (read instanceof BlobRead.Intact intact) {
      return new FinishedTask.Completed(intact.task(), intact.content());
    }
    BlobRead.Unreadable unreadable = (BlobRead.Unreadable) read;
    return new FinishedTask.Unreadable(
        unreadable.task(), String.valueOf(unreadable.cause().getMessage()), unreadable.cause());
  }
}
