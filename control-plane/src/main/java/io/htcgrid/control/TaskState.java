package io.htcgrid.control;

/**
 * The state of a task. {@link TaskStates} lists the transitions. A task without a run record is
 * PENDING.
 */
public enum TaskState {
  /** Waiting for an agent: never claimed, handed back, or waiting for a retry. */
  PENDING(false),
  /** Claimed by an agent, whose lease may have run out. */
  RUNNING(false),
  /** Its result is stored. */
  COMPLETED(true),
  /** Ended without a result; the error says why. */
  FAILED(true),
  /** Cancelled singly, or never ended before its session did. */
  CANCELLED(true);

  private final boolean terminal;

  TaskState(boolean terminal) {
    this.terminal = terminal;
  }

  public boolean terminal() {
    return terminal;
  }
}
