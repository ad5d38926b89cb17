package io.htcgrid.control;

import io.htcgrid.data.PageId;
import java.util.Set;

/**
 * The outcomes of a page's tasks: a task's outcome is what stands here. Indexes are those of the
 * session.
 *
 * @param sealed once true, nothing is added any more, and indexes in no set are CANCELLED
 */
public record PageProgress(
    PageId page,
    Set<Integer> completed,
    Set<Integer> failed,
    Set<Integer> cancelled,
    boolean sealed) {
  public PageProgress {
    completed = Set.copyOf(completed);
    failed = Set.copyOf(failed);
    cancelled = Set.copyOf(cancelled);
  }

  public static PageProgress empty(PageId page) {
    return new PageProgress(page, Set.of(), Set.of(), Set.of(), false);
  }

  public OutcomeCounts counts() {
    return new OutcomeCounts(completed.size(), failed.size(), cancelled.size());
  }

  /**
   * Those of the page's own tasks: a message of nobody's may have added others.
   *
   * @param tasks how many the page has
   */
  public OutcomeCounts countsOf(int tasks) {
    int end = page.firstIndex() + tasks;
    return new OutcomeCounts(below(end, completed), below(end, failed), below(end, cancelled));
  }

  private static int below(int end, Set<Integer> indexes) {
    return (int) indexes.stream().filter(index -> index < end).count();
  }

  public boolean contains(int index) {
    return completed.contains(index) || failed.contains(index) || cancelled.contains(index);
  }

  /** The outcome of a task, or PENDING when the page does not tell (it may be RUNNING). */
  public TaskState stateOf(int index) {
    if (completed.contains(index)) {
      return TaskState.COMPLETED;
    }
    if (failed.contains(index)) {
      return TaskState.FAILED;
    }
    return sealed || cancelled.contains(index) ? TaskState.CANCELLED : TaskState.PENDING;
  }
}
