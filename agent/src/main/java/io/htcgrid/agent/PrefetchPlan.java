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

  private final int bound;
  private double fetchNanos = -1;
  private double runNanos = -1;

  /**
   * @param bound the most to hold ready
   */
  PrefetchPlan(int bound) {
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
   * How many to hold ready.
   *
   * @param runningNanos for each slot, how long its task has run so far; 0 when it is idle. A task
   *     that runs long tells so before it ends
   */
  synchronized int target(long... runningNanos) {
    if (fetchNanos < 0 || runNanos < 0) {
      return 0;
    }
    double endDuringFetch = 0;
    for (long running : runningNanos) {
      endDuringFetch += fetchNanos / Math.max(1, Math.max(runNanos, (double) running));
    }
    if (endDuringFetch < WORTH_PREFETCHING) {
      return 0;
    }
    return (int) Math.min(bound, Math.ceil(MARGIN * endDuringFetch));
  }
}
