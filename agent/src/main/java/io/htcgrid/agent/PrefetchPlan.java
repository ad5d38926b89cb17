package io.htcgrid.agent;

/**
 * How many tasks to hold ready beyond the busy slots: twice what the slots use up while one is
 * fetched, none when tasks are long, and none for slots whose tasks turn out to be. Learns from
 * what it is told. Thread-safe; no I/O.
 */
final class PrefetchPlan {
  private static final double WEIGHT_OF_NEWEST = 0.1;

  /** Fewer tasks than this end during one fetch: waiting for a fetch costs less than hoarding. */
  private static final double WORTH_PREFETCHING = 0.1;

  /** A slot that waits for less than this share of its time is not worth what others wait for. */
  private static final double WORTH_WAITING = 0.01;

  /**
   * A task that has run for so many times as long as most, and for so long, has no end in sight.
   */
  private static final int UNLIKE_OTHERS = 2;

  private static final double UNLIKE_OTHERS_NANOS = 500e6;

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
      endDuringFetch += endDuringFetch(running);
    }
    if (endDuringFetch < WORTH_PREFETCHING) {
      return 0;
    }
    return (int) Math.min(bound, Math.ceil(MARGIN * endDuringFetch));
  }

  private double endDuringFetch(long running) {
    if (running > UNLIKE_OTHERS_NANOS && running > UNLIKE_OTHERS * runNanos) {
      return 0;
    }
    double whole = Math.max(1, Math.max(runNanos, (double) running));
    return fetchNanos < WORTH_WAITING * whole ? 0 : fetchNanos / whole;
  }
}
