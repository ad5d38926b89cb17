package io.htcgrid.bench.estimate;

import static io.htcgrid.bench.estimate.ServiceTimes.DYNAMODB;
import static io.htcgrid.bench.estimate.ServiceTimes.S3_PUT;
import static io.htcgrid.bench.estimate.ServiceTimes.SLOT_OVERHEAD;
import static io.htcgrid.bench.estimate.ServiceTimes.SQS;

/**
 * What one agent does when its queue is never empty.
 *
 * @param tasksPerSecond that it ends
 * @param prefetched tasks that it holds claimed beyond its slots
 * @param held messages that it has in flight: running, prefetched, or ended but not deleted yet
 */
record AgentModel(double tasksPerSecond, int prefetched, double held) {
  /** Messages of one receive, send or delete: SQS's bound. */
  static final int BATCH = 10;

  /** The most tasks held ready, the default of {@code AgentSettings}. */
  private static final int MAX_PREFETCH = 64;

  /**
   * As {@code PrefetchPlan}: twice what ends during a fetch, and none if that is next to nothing.
   */
  private static final int PREFETCH_MARGIN = 2;

  private static final double WORTH_PREFETCHING = 0.1;

  /** Threads that write claims, and as many that write verdicts; {@code Pipeline}. */
  private static final int WRITERS = 8;

  /** A receive, and then ten claims on eight threads. */
  private static final double FETCH = SQS + 2 * DYNAMODB;

  /** How long {@code Acknowledger} lingers for more messages to delete. */
  static final double DELETE_LINGER = 0.25;

  /** Put, verdict, progress, notice, linger and delete. */
  private static final double LEAVING = S3_PUT + 2 * DYNAMODB + SQS + DELETE_LINGER + SQS;

  static AgentModel of(Workload workload) {
    int slots = Math.min(workload.slots(), workload.slotsPerAgent());
    double perTask = workload.secondsPerTask() + SLOT_OVERHEAD;
    double rate = Math.min(slots / perTask, mostTasksPerSecond());
    double endDuringFetch = slots * FETCH / perTask;
    int prefetched =
        endDuringFetch < WORTH_PREFETCHING
            ? 0
            : (int) Math.min(MAX_PREFETCH, Math.ceil(PREFETCH_MARGIN * endDuringFetch));
    return new AgentModel(rate, prefetched, slots + prefetched + rate * LEAVING);
  }

  /** One thread receives, one deletes, tens at a time; each claim and each verdict is a write. */
  static double mostTasksPerSecond() {
    return Math.min(BATCH / SQS, WRITERS / DYNAMODB);
  }
}
