package io.htcgrid.control.sweep;

/**
 * One of the sweeper's duties: bounded work, idempotent, safe to run at many places at once. What
 * one run leaves, the next takes up.
 */
public interface Duty {
  /** The duty's name in logs and metrics. */
  String name();

  /** Does one bounded piece of work. */
  DutyReport runOnce();
}
