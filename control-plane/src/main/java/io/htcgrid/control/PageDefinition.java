package io.htcgrid.control;

import io.htcgrid.data.PageId;
import java.util.List;

/**
 * The definitions of a page's tasks in index order; registered once.
 *
 * @param tasks 1 to {@link PageId#TASKS}
 */
public record PageDefinition(PageId page, List<TaskDefinition> tasks) {
  public PageDefinition {
    tasks = List.copyOf(tasks);
    if (tasks.isEmpty() || tasks.size() > PageId.TASKS) {
      throw new IllegalArgumentException(
          "page " + page + " has " + tasks.size() + " tasks; it must have 1 to " + PageId.TASKS);
    }
  }
}
