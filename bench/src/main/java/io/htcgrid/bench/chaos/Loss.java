package io.htcgrid.bench.chaos;

/**
 * An agent that could not go on.
 *
 * @param agent its process's name
 * @param at milliseconds of wall time
 */
record Loss(String agent, Cause cause, long at) {
  enum Cause {
    /** Killed by the plan. */
    KILLED,
    /** Stopped by the plan for longer than its leases, and continued. */
    FROZEN,
    /** Killed by a task. */
    KILLED_BY_TASK,
    /** Ended by itself, which it should not. */
    EXITED
  }
}
