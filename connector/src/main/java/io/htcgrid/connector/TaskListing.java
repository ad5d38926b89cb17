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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Lists the tasks of a session by index, a page at a time, and only pages that may hold wanted
 * ones.
 */
final class TaskListing {
  private final StateTable table;
  private final Calls calls;
  private final GridErrors errors;
  private final SessionRecord session;
  private final int size;
  private final Set<TaskState> wanted;
  private final boolean isPatient;

  /**
   * @param errors tells those that come while the stream is read
   * @param size how many tasks the session has
   * @param wanted empty: all
   * @param isPatient whether calls that fail for now are repeated
   */
  TaskListing(
      StateTable table,
      Calls calls,
      GridErrors errors,
      SessionRecord session,
      int size,
      Set<TaskState> wanted,
      boolean isPatient) {
    this.table = table;
    this.calls = calls;
    this.errors = errors;
    this.session = session;
    this.size = size;
    this.isPatient = isPatient;
    this.wanted = wanted.isEmpty() ? Set.of(TaskState.values()) : Set.copyOf(wanted);
  }

  /**
   * Those of one page.
   *
   * @param contents what else is stored of it
   */
  record Page(PageContents contents, List<TaskInfo> tasks) {}

  Stream<TaskInfo> stream() {
    return pages().flatMap(page -> page.tasks().stream());
  }

  /** The same, as they are read. */
  Stream<Page> pages() {
    // Not by groups: a stream that is read by its iterator takes all that one element is mapped to.
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                new Candidates(), Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .map(this::page);
  }

  /** The pages that may hold wanted tasks, a group looked at when the one before is used up. */
  private final class Candidates implements Iterator<PageId> {
    private final int pages = (size + PageId.TASKS - 1) / PageId.TASKS;
    private final Deque<PageId> ahead = new ArrayDeque<>();
    private int next;

    @Override
    public boolean hasNext() {
      while (ahead.isEmpty() && next < pages) {
        int end = Math.min(pages, next + GroupId.PAGES);
        ahead.addAll(
            among(
                IntStream.range(next, end)
                    .mapToObj(page -> new PageId(session.id(), page))
                    .toList()));
        next = end;
      }
      return !ahead.isEmpty();
    }

    @Override
    public PageId next() {
      if (!hasNext()) {
        throw new NoSuchElementException("every page was looked at");
      }
      return ahead.remove();
    }
  }

  private List<PageId> among(List<PageId> group) {
    if (wanted.size() == TaskState.values().length) {
      return group;
    }
    Map<PageId, PageProgress> progress =
        errors.call(() -> call(() -> table.readProgressEventually(group)));
    return group.stream()
        .filter(page -> mayHold(progress.getOrDefault(page, PageProgress.empty(page))))
        .toList();
  }

  private boolean mayHold(PageProgress page) {
    boolean hasOthers = page.counts().total() < page.page().taskCount(size);
    return (hasOthers && wantsOthers(page))
        || (wanted.contains(TaskState.COMPLETED) && !page.completed().isEmpty())
        || (wanted.contains(TaskState.FAILED) && !page.failed().isEmpty())
        || (wanted.contains(TaskState.CANCELLED) && !page.cancelled().isEmpty());
  }

  /** Whether tasks may be wanted of which the page does not tell that they ended. */
  private boolean wantsOthers(PageProgress page) {
    if (!session.ended()) {
      return wanted.contains(TaskState.PENDING) || wanted.contains(TaskState.RUNNING);
    }
    // CANCELLED, unless the page is behind: it may be until it is sealed.
    return wanted.contains(TaskState.CANCELLED)
        || (!page.sealed() && wanted.stream().anyMatch(TaskState::terminal));
  }

  private Page page(PageId page) {
    boolean endedEarly = session.ended() && session.endReason() != EndReason.ALL_TASKS_ENDED;
    PageContents contents = errors.call(() -> read(page, endedEarly));
    return new Page(
        contents,
        IntStream.range(page.firstIndex(), page.firstIndex() + page.taskCount(size))
            .mapToObj(index -> info(new TaskId(session.id(), index), contents, endedEarly))
            .filter(task -> wanted.contains(task.state()))
            .toList());
  }

  private <T> T call(Supplier<T> call) {
    return isPatient ? calls.make(call) : calls.once(call);
  }

  private PageContents read(PageId page, boolean endedEarly) {
    if (endedEarly) {
      seal(page);
    }
    return call(() -> table.readPage(page));
  }

  private void seal(PageId page) {
    try {
      call(() -> table.seal(page, session.pagesExpireAt()));
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
            // One that was cancelled before a claim has a record, and nobody who ran it.
            run.owner().isEmpty() ? null : run.owner(),
            run.startedAt(),
            run.endedAt(),
            run.error());
  }
}
