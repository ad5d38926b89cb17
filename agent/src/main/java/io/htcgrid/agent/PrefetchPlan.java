package io.htcgrid.agent;

/**
 * How many tasks to hold ready beyond the busy slots: twice what the slots use up while one is
 * fetched, none when tasks are long. Learns from what it is told. Thread-safe; no I/O.
 */
final class PrefetchPlan {
  private static final double WEIGHT_OF_NEWEST = 0.1;

  /** Fewer tasks than this end during one fetch: waiting for a fetch costs less than hoarding. */
  private static final double WORTH_PREFETCHING = 0.1;

  private static final int MARGIN = 2;

  private final int slots;
  private final int bound;
  private double fetchNanos = -1;
  private double runNanos = -1;

  /**
   * @param bound the most to hold ready
   */
  PrefetchPlan(int slots, int bound) {
    this.slots = slots;
    this.bound = bound;
  }

  /** A task took so long from the receive call until it could run. */
  synchronized void fetched(long nanos) {
    fetchNanos = average(fetchNanos, nanos);
  }

  /** A task occupied its slot for so long. */
  synchronized void ran(long nanos) {
    runNanos = average(runNanos, nanos);
  }

  private static double average(double soFar, long newest) {
    return soFar < 0 ? newest : soFar + WEIGHT_OF_NEWEST * (newest - soFar);
  }

  /**
   * @param runningNanos how long the tasks that run now have run on average; 0 when none does
   */
  synchronized int target(long runningNanos) {
    if (fetchNanos < 0 || runNanos < 0) {
      return 0;
    }
    double taskNanos = Math.max(1, Math.max(runNanos, (double) runningNanos));
    double endDuringFetch = slots * fetchNanos / taskNanos;
    if (endDuringFetch < WORTH_PREFETCHING) {
      return 0;
    }
    return (int) Math.min(bound, Math.ceil(MARGIN * endDuringFetch));
  }
}
