package io.htcgrid.bench.estimate;

import io.htcgrid.data.BlobLimits;
import io.htcgrid.data.PageId;

/**
 * How many tasks share a call, on average.
 *
 * @param received messages of a receive that is not empty
 * @param put results of a bundle
 * @param progress tasks of one page that end together
 * @param told events of one notice
 * @param deleted messages of a delete
 */
record Batches(double received, double put, double progress, double told, double deleted) {
  /** Tasks for which the deletes of an agent are gathered at most. */
  private static final int MOST_DELETES_AT_ONCE = 50;

  /**
   * Those of one agent.
   *
   * @param isScattered whether the tasks of a page run on many agents. SQS promises no order, so
   *     with more than one agent that is the case to count with: then the tasks that an agent ends
   *     at the same time are of any pages
   */
  static Batches of(Workload workload, AgentModel agent, boolean isScattered) {
    double rate = agent.tasksPerSecond();
    // Results that come while a bundle and then its verdicts are being written share the next.
    double put = groupCommit(rate, ServiceTimes.S3_PUT + ServiceTimes.DYNAMODB);
    return ofPut(workload, agent, Math.min(put, fitting(workload.resultBytes())), isScattered);
  }

  /** As above, where it is known how many results share a bundle. */
  static Batches ofPut(Workload workload, AgentModel agent, double put, boolean isScattered) {
    double rate = agent.tasksPerSecond();
    double progress = isScattered ? put / pagesOf(put, workload.tasks()) : put;
    double told = put / notices(put / progress) * groupCommit(rate / put, ServiceTimes.SQS);
    // What shared a bundle ends together.
    double gathered =
        Math.min(MOST_DELETES_AT_ONCE, Math.max(put, 1 + rate * AgentModel.DELETE_LINGER));
    double deleted = gathered / Math.ceil(gathered / AgentModel.BATCH);
    return new Batches(received(agent), put, progress, told, deleted);
  }

  /**
   * How many notices a bundle makes that is of so many pages on average. Each page is added to by
   * itself: the first that is done goes out alone, and what comes meanwhile is the second notice.
   */
  private static double notices(double pages) {
    return 2 - 1 / pages;
  }

  /**
   * How many events share a write when those that come during one write share the next, and one
   * that finds none under way goes out alone; they come at random.
   */
  static double groupCommit(double perSecond, double seconds) {
    double during = perSecond * seconds;
    return during + Math.exp(-during);
  }

  /** Of how many pages so many tasks are that were drawn at random. */
  private static double pagesOf(double drawn, long tasks) {
    double pages = Math.ceil((double) tasks / PageId.TASKS);
    return pages * (1 - Math.pow(1 - 1 / pages, drawn));
  }

  /** As {@code Room}: half of the prefetch at a time, or what ended while a slot stood idle. */
  private static double received(AgentModel agent) {
    double whileIdle = groupCommit(agent.tasksPerSecond(), ServiceTimes.SQS);
    int ahead = (agent.prefetched() + 1) / 2;
    return Math.min(AgentModel.BATCH, Math.max(whileIdle, ahead));
  }

  private static double fitting(int resultBytes) {
    return resultBytes > BlobLimits.MAX_BUNDLED_BYTES
        ? 1
        : (double) BlobLimits.MAX_BUNDLE_BYTES / Math.max(1, resultBytes);
  }
}
