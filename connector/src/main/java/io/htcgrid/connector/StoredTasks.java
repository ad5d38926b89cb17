package io.htcgrid.connector;

import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.TaskDefinition;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.BlobStore;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The tasks of a session that ended in some states, as they were submitted: payloads and overrides,
 * by index, read as they are asked for. Holds one large payload, or small ones of {@link
 * BlobStore#MAX_RANGE_BYTES} together. Not thread-safe.
 */
final class StoredTasks implements Iterator<TaskSpec> {
  private final Connection grid;
  private final Iterator<TaskListing.Page> pages;
  private final Deque<Defined> defined = new ArrayDeque<>();
  private final Deque<TaskSpec> ahead = new ArrayDeque<>();

  private record Defined(TaskId task, TaskDefinition definition) {}

  StoredTasks(Connection grid, SessionId session, Set<TaskState> states) {
    this.grid = grid;
    this.pages =
        grid.errors().call(() -> grid.session(session).listing(states, true).pages().iterator());
  }

  @Override
  public boolean hasNext() {
    while (ahead.isEmpty() && defined.isEmpty() && pages.hasNext()) {
      define(pages.next());
    }
    return !ahead.isEmpty() || !defined.isEmpty();
  }

  @Override
  public TaskSpec next() {
    if (!hasNext()) {
      throw new NoSuchElementException("every task was read");
    }
    if (ahead.isEmpty()) {
      read();
    }
    return ahead.remove();
  }

  private void define(TaskListing.Page page) {
    for (TaskInfo each : page.tasks()) {
      PageDefinition definitions =
          page.contents()
              .definitions()
              .orElseThrow(
                  () ->
                      new PayloadException(
                          "the definition of task " + each.task() + " is gone", null));
      int position = each.index() - definitions.page().firstIndex();
      defined.add(new Defined(each.task(), definitions.tasks().get(position)));
    }
  }

  private void read() {
    Map<TaskId, TaskDefinition> some = new LinkedHashMap<>();
    Map<TaskId, BlobReference> payloads = new LinkedHashMap<>();
    long bytes = 0;
    do {
      Defined each = defined.remove();
      some.put(each.task(), each.definition());
      payloads.put(each.task(), each.definition().payload());
      bytes += each.definition().payload().length();
    } while (!defined.isEmpty()
        && bytes + defined.element().definition().payload().length() <= BlobStore.MAX_RANGE_BYTES);
    Map<TaskId, byte[]> contents =
        grid.calls().make(() -> grid.services().blobs().readAll(payloads));
    some.forEach(
        (task, definition) ->
            ahead.add(
                TaskSpec.stored(contents.getOrDefault(task, new byte[0]), definition.overrides())));
  }
}
