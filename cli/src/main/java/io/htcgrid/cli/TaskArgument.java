package io.htcgrid.cli;

import io.htcgrid.data.TaskId;

/** A task named on the command line. */
final class TaskArgument {
  private TaskArgument() {}

  static TaskId parse(String text) {
    try {
      return TaskId.parse(text);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }
}
