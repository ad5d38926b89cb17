package io.htcgrid.connector;

import java.util.OptionalInt;

/** A session cannot be submitted as it is. Nothing was sent. */
public final class InvalidSessionException extends GridRequestException {
  private static final long serialVersionUID = 1L;

  private final int taskIndex;

  InvalidSessionException(String message) {
    super(message);
    this.taskIndex = -1;
  }

  InvalidSessionException(RuntimeException problem) {
    super(String.valueOf(problem.getMessage()), problem);
    this.taskIndex = -1;
  }

  InvalidSessionException(int taskIndex, RuntimeException problem) {
    super("task " + taskIndex + ": " + problem.getMessage(), problem);
    this.taskIndex = taskIndex;
  }

  /** The task that is wrong, when it is one. */
  public OptionalInt taskIndex() {
    return taskIndex < 0 ? OptionalInt.empty() : OptionalInt.of(taskIndex);
  }
}
