package io.htcgrid.connector;

import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.TaskDefinition;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.BlobStore;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a session that ended in some states, as they were submitted: payloads and overrides,
 * by index, read as they are asked for. Holds one large payload, or small ones of {@link
 * BlobStore#MAX_RANGE_BYTES} together. Not thread-safe.
 */
final class StoredTasks implements Iterator<TaskSpec> {
  private final Connection grid;
  private final Iterator<TaskId> tasks;
  private final Deque<TaskSpec> ahead = new ArrayDeque<>();
  private @Nullable TaskId next;
  private @Nullable PageDefinition page;

  StoredTasks(Connection grid, SessionId session, Set<TaskState> states) {
    this.grid = grid;
    this.tasks = grid.session(session).tasks(states, true).map(task -> task.task()).iterator();
  }

  @Override
  public boolean hasNext() {
    return !ahead.isEmpty() || peek() != null;
  }

  @Override
  public TaskSpec next() {
    if (ahead.isEmpty()) {
      read();
    }
    return ahead.remove();
  }

  private @Nullable TaskId peek() {
    if (next == null && tasks.hasNext()) {
      next = tasks.next();
    }
    return next;
  }

  private void read() {
    Map<TaskId, TaskDefinition> some = new LinkedHashMap<>();
    Map<TaskId, BlobReference> payloads = new LinkedHashMap<>();
    long bytes = 0;
    TaskId task = peek();
    while (task != null && some.size() < PageId.TASKS) {
      TaskDefinition definition = definition(task);
      bytes += definition.payload().length();
      if (!some.isEmpty() && bytes > BlobStore.MAX_RANGE_BYTES) {
        break;
      }
      some.put(task, definition);
      payloads.put(task, definition.payload());
      next = null;
      task = peek();
    }
    if (some.isEmpty()) {
      throw new NoSuchElementException("every task was read");
    }
    Map<TaskId, byte[]> contents =
        grid.calls().make(() -> grid.services().blobs().readAll(payloads));
    some.forEach(
        (each, definition) ->
            ahead.add(
                TaskSpec.stored(contents.getOrDefault(each, new byte[0]), definition.overrides())));
  }

  private TaskDefinition definition(TaskId task) {
    PageDefinition known = page;
    if (known == null || !known.page().equals(task.page())) {
      StateTable table = grid.services().table();
      known =
          grid.calls()
              .make(() -> table.readDefinitions(task.page()))
              .orElseThrow(
                  () ->
                      new PayloadException(
                          "the definition of task " + task + " is gone; it cannot be repeated",
                          null));
      page = known;
    }
    return known.tasks().get(task.index() - task.page().firstIndex());
  }
}
