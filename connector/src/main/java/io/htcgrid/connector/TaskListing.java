package io.htcgrid.connector;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.ServiceFault;
import io.htcgrid.control.EndReason;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.state.PageContents;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lists the tasks of a session by index, a page at a time, and only pages that may hold wanted
 * ones.
 */
final class TaskListing {
  private final StateTable table;
  private final Calls calls;
  private final SessionRecord session;
  private final int size;
  private final Set<TaskState> wanted;

  /**
   * @param size how many tasks the session has
   * @param wanted empty: all
   */
  TaskListing(
      StateTable table, Calls calls, SessionRecord session, int size, Set<TaskState> wanted) {
    this.table = table;
    this.calls = calls;
    this.session = session;
    this.size = size;
    this.wanted = wanted.isEmpty() ? Set.of(TaskState.values()) : Set.copyOf(wanted);
  }

  Stream<TaskInfo> stream() {
    int pages = (size + PageId.TASKS - 1) / PageId.TASKS;
    int groups = (pages + GroupId.PAGES - 1) / GroupId.PAGES;
    return IntStream.range(0, groups)
        .boxed()
        .flatMap(group -> candidates(group, pages))
        .flatMap(this::page);
  }

  private Stream<PageId> candidates(int group, int pages) {
    int first = group * GroupId.PAGES;
    List<PageId> all =
        IntStream.range(first, Math.min(pages, first + GroupId.PAGES))
            .mapToObj(page -> new PageId(session.id(), page))
            .toList();
    if (wanted.size() == TaskState.values().length) {
      return all.stream();
    }
    Map<PageId, PageProgress> progress = calls.once(() -> table.readProgressEventually(all));
    return all.stream()
        .filter(page -> mayHold(progress.getOrDefault(page, PageProgress.empty(page))));
  }

  private boolean mayHold(PageProgress page) {
    return page.counts().total() < page.page().taskCount(size)
        || (wanted.contains(TaskState.COMPLETED) && !page.completed().isEmpty())
        || (wanted.contains(TaskState.FAILED) && !page.failed().isEmpty())
        || (wanted.contains(TaskState.CANCELLED) && !page.cancelled().isEmpty());
  }

  private Stream<TaskInfo> page(PageId page) {
    boolean endedEarly = session.ended() && session.endReason() != EndReason.ALL_TASKS_ENDED;
    if (endedEarly) {
      seal(page);
    }
    PageContents contents = calls.once(() -> table.readPage(page));
    return IntStream.range(page.firstIndex(), page.firstIndex() + page.taskCount(size))
        .mapToObj(index -> info(new TaskId(session.id(), index), contents, endedEarly))
        .filter(task -> wanted.contains(task.state()));
  }

  private void seal(PageId page) {
    try {
      calls.once(() -> table.seal(page, session.pagesExpireAt()));
    } catch (RuntimeException e) {
      if (ServiceFault.of(e) != ServiceFault.DENIED) {
        throw e;
      }
    }
  }

  private static TaskInfo info(TaskId task, PageContents contents, boolean endedEarly) {
    RunRecord run = contents.runs().get(task.index());
    TaskState told = contents.progress().stateOf(task.index());
    if (told == TaskState.PENDING && endedEarly) {
      told = TaskState.CANCELLED;
    } else if (told == TaskState.PENDING && run != null) {
      // Finished but not yet in the page's progress: it is not told as ended before it is.
      told = run.state().terminal() ? TaskState.RUNNING : run.state();
    }
    return run == null
        ? new TaskInfo(task, told, 0, 0, null, null, null, null)
        : new TaskInfo(
            task,
            told,
            run.attempt(),
            run.tries(),
            run.owner(),
            run.startedAt(),
            run.endedAt(),
            run.error());
  }
}
