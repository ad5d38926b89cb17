package io.htcgrid.connector;

import io.htcgrid.control.OutcomeCounts;

/**
 * How many tasks of a session have ended.
 *
 * @param taskCount how many there are; -1 while nobody knows, because the session is SUBMITTING
 * @param completed how many have a result
 * @param failed how many ended without one
 * @param cancelled how many were cancelled, or had not ended when the session did
 */
public record SessionProgress(int taskCount, int completed, int failed, int cancelled) {

  static SessionProgress of(int taskCount, OutcomeCounts counts) {
    return new SessionProgress(taskCount, counts.completed(), counts.failed(), counts.cancelled());
  }

  static SessionProgress of(SessionStatus status) {
    return new SessionProgress(
        status.taskCount(), status.completed(), status.failed(), status.cancelled());
  }

  /** How many have ended, one way or another. */
  public int ended() {
    return completed + failed + cancelled;
  }

  /** How many have not ended; -1 while nobody knows how many there are. */
  public int open() {
    return taskCount < 0 ? -1 : taskCount - ended();
  }
}
