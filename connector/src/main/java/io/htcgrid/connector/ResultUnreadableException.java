package io.htcgrid.connector;

import io.htcgrid.data.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * A task completed, but its result cannot be had: expired, damaged, or not of the type asked for.
 */
public final class ResultUnreadableException extends GridException {
  private static final long serialVersionUID = 1L;

  private final transient TaskId task;

  ResultUnreadableException(TaskId task, String reason, @Nullable Throwable cause) {
    super("the result of task " + task + " cannot be read: " + reason, cause);
    this.task = task;
  }

  public TaskId task() {
    return task;
  }
}
