package io.htcgrid.connector;

/** A result was asked for of a task that FAILED or was CANCELLED. */
public final class TaskNotCompletedException extends GridException {
  private static final long serialVersionUID = 1L;

  private final transient TaskOutcome outcome;

  TaskNotCompletedException(TaskOutcome outcome, String reason) {
    super("task " + outcome.task() + " has no result: " + reason);
    this.outcome = outcome;
  }

  /** How the task ended instead. */
  public TaskOutcome outcome() {
    return outcome;
  }
}
