package io.htcgrid.control;

/**
 * The state of a session. {@link SessionStates} lists the transitions; an ended session never
 * un-ends.
 */
public enum SessionState {
  /** Being submitted; agents may run its tasks already. */
  SUBMITTING(false),
  /** Every task is in the system. */
  ACTIVE(false),
  /** Every result is there. */
  COMPLETED(true),
  /** All tasks are terminal and one failed, its timeout passed, or its submission was abandoned. */
  FAILED(true),
  /** Cancelled by a client, or all terminal, none failed and at least one cancelled singly. */
  CANCELLED(true);

  private final boolean ended;

  SessionState(boolean ended) {
    this.ended = ended;
  }

  public boolean ended() {
    return ended;
  }
}
