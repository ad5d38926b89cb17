package io.htcgrid.control;

/** What ended a session. */
public enum EndReason {
  /** All its tasks are terminal. */
  ALL_TASKS_ENDED,
  /** A client cancelled it. */
  CANCELLED_BY_CLIENT,
  /** Its deadline passed. */
  TIMED_OUT,
  /** Its submission stopped half-way and nobody took it over. */
  SUBMISSION_ABANDONED,
  /** A task failed and the session is fail-fast. */
  FAILED_FAST
}
