package io.htcgrid.bench.estimate;

import io.htcgrid.bench.price.Use;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.data.BlobLimits;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;

/**
 * The calls of a session, as the protocol makes them (design of submit, run, close, heartbeat,
 * notify and sweep in {@code docs/architecture.md}).
 *
 * @param perTask of a task, from its submission to its result in hand
 * @param perAgentSecond of an agent that works, whatever it works on
 * @param perMinute of connector and sweeper
 * @param perSession of a session's beginning and end
 */
record Calls(Use perTask, Use perAgentSecond, Use perMinute, Use perSession) {
  private static final double SQS_CHUNK_BYTES = 64 * 1024;

  /** A task's message without payload, and an event without result; a little more than seen. */
  private static final int MESSAGE_BYTES = 400;

  private static final int EVENT_BYTES = 250;
  private static final double BASE64 = 4.0 / 3;

  /** Definitions of 100 tasks without overrides, compressed: between 1 and 2 KB. */
  private static final double DEFINITIONS_UNITS = 2;

  /** A bundle of payloads is closed every ten pages, or at a page's end from 1 MiB on. */
  private static final int PAGES_PER_BUNDLE = 10;

  private static final int WORTH_A_BUNDLE = 1024 * 1024;

  /** An agent reads what it works on every 2 s, the settings every 10 s, and reports every 30 s. */
  static final double SESSION_READS_PER_S = 1.0 / 2;

  static final double SETTINGS_READS_PER_S = 1.0 / 10;
  private static final double REPORTS_PER_S = 1.0 / 30;

  /** Levels above a session's own: by default it has the lowest of three. */
  private static final int LEVELS_ABOVE = 2;

  /** An empty level is asked again after 500 ms. */
  private static final double EMPTY_RECEIVES_PER_S = 2;

  /** The heartbeat looks four times an interval for what is due. */
  private static final int LOOKS_PER_HEARTBEAT = 4;

  /** The sweeper walks the 16 shards of open sessions four times and those of connectors once. */
  static final double SWEEP_QUERIES = 5 * 16;

  static final double EVENTUAL_READ = 0.5;
  private static final double SWEEP_OTHER_READS = 12;

  /** The first queue that is not empty tells enough; one receive, one listing. */
  private static final double SWEEP_SQS = 3;

  /** Ten open groups of a session, a read each, looked through by the sweeper. */
  private static final double SWEPT_GROUPS = 10;

  /** The reply queue is long-polled for 20 s. */
  private static final double EMPTY_POLLS_PER_MINUTE = 3;

  /** Put with two index entries, activated, ended; the connector's record put and removed. */
  private static final double SESSION_WRITES = 10;

  private static final double SESSION_READS = 10;

  /** The session's item without its closed groups, each of which takes some bytes in it. */
  private static final int SESSION_BYTES = 1_000;

  private static final int CLOSED_GROUP_BYTES = 3;
  private static final double READ_UNIT_BYTES = 4096;

  /** Create, find, wake and delete queues. */
  private static final double SESSION_SQS = 5;

  static Calls of(Workload workload, AgentModel agent, Batches batches) {
    Use perTask =
        submit(workload).plus(run(workload, agent, batches)).plus(retrieve(workload, batches));
    return new Calls(
        perTask,
        agentSecond(workload, agent, batches),
        minute(workload),
        new Use(SESSION_SQS, 0, SESSION_WRITES, SESSION_READS, 0, 0));
  }

  /** Bundles, definitions, and messages in tens. */
  private static Use submit(Workload workload) {
    double messages = 1.0 / AgentModel.BATCH * chunks(AgentModel.BATCH * messageBytes(workload));
    return new Use(
        messages,
        messages,
        DEFINITIONS_UNITS / PageId.TASKS,
        0,
        1 / tasksPerPayloadObject(workload.payloadBytes()),
        0);
  }

  /** Receive, claim, read, renew, put, finish, add to progress, close, tell, delete. */
  private static Use run(Workload workload, AgentModel agent, Batches batches) {
    double interval = LeaseTerms.DEFAULT.heartbeatInterval().toSeconds();
    double renewals = Math.max(0, Math.ceil(workload.secondsPerTask() / interval) - 1);
    double renewedTogether =
        Math.max(1, Math.min(AgentModel.BATCH, Math.floor(agent.held() / LOOKS_PER_HEARTBEAT)));
    double closing = 1.0 / PageId.TASKS + 1.0 / (PageId.TASKS * GroupId.PAGES);
    double receives = 1 / batches.received();
    return new Use(
        receives * chunks(batches.received() * messageBytes(workload))
            + renewals / renewedTogether
            + 1 / batches.told() * chunks(batches.told() * eventBytes(workload))
            + 1 / batches.deleted(),
        0,
        2 + renewals + 1 / batches.progress() + closing,
        sessionReadUnits(workload) / PageId.TASKS,
        1 / batches.put(),
        isInline(workload) ? 0 : 1 / readTogether(workload, batches));
  }

  /** Receives and acknowledges notices, a few at a time at best; reads large results. */
  private static Use retrieve(Workload workload, Batches batches) {
    boolean comesWithEvent = workload.resultBytes() <= SessionEvent.MAX_INLINE_BYTES;
    return new Use(
        1 / batches.told() * (chunks(batches.told() * eventBytes(workload)) + 1),
        0,
        0,
        0,
        0,
        comesWithEvent ? 0 : 1 / Math.min(batches.put(), batches.told()));
  }

  private static Use agentSecond(Workload workload, AgentModel agent, Batches batches) {
    double rounds = agent.tasksPerSecond() / batches.received();
    return new Use(
        LEVELS_ABOVE * Math.min(EMPTY_RECEIVES_PER_S, rounds),
        0,
        REPORTS_PER_S,
        SESSION_READS_PER_S * sessionReadUnits(workload) + SETTINGS_READS_PER_S,
        0,
        0);
  }

  /** The connector reads the pages again that are open, half of them on average. */
  private static Use minute(Workload workload) {
    double pages = Math.ceil((double) workload.tasks() / PageId.TASKS);
    double groups = Math.min(SWEPT_GROUPS, Math.ceil(pages / GroupId.PAGES));
    return new Use(
        SWEEP_SQS + EMPTY_POLLS_PER_MINUTE,
        0,
        1,
        SWEEP_QUERIES * EVENTUAL_READ + SWEEP_OTHER_READS + 2 * groups + pages / 2 * EVENTUAL_READ,
        0,
        0);
  }

  /** Of the whole session. */
  Use total(Workload workload, double seconds) {
    return perTask
        .times((double) workload.tasks())
        .plus(perAgentSecond.times(workload.agents() * seconds))
        .plus(perMinute.times(Math.max(1, seconds / 60)))
        .plus(perSession);
  }

  /** In a second in which so many tasks end. */
  Use perSecond(Workload workload, double tasksPerSecond) {
    return perTask
        .times(tasksPerSecond)
        .plus(perAgentSecond.times(workload.agents()))
        .plus(perMinute.times(1.0 / 60));
  }

  /** Of a strongly consistent read of the session, when all of its groups are closed. */
  static double sessionReadUnits(Workload workload) {
    double groups = Math.ceil((double) workload.tasks() / PageId.TASKS / GroupId.PAGES);
    return Math.ceil((SESSION_BYTES + CLOSED_GROUP_BYTES * groups) / READ_UNIT_BYTES);
  }

  private static boolean isInline(Workload workload) {
    return workload.payloadBytes() <= TaskMessage.MAX_INLINE_BYTES;
  }

  private static double messageBytes(Workload workload) {
    return MESSAGE_BYTES + (isInline(workload) ? BASE64 * workload.payloadBytes() : 0);
  }

  private static double eventBytes(Workload workload) {
    boolean isInline = workload.resultBytes() <= SessionEvent.MAX_INLINE_BYTES;
    return EVENT_BYTES + (isInline ? BASE64 * workload.resultBytes() : 0);
  }

  private static double chunks(double bytes) {
    return Math.max(1, Math.ceil(bytes / SQS_CHUNK_BYTES));
  }

  private static double tasksPerPayloadObject(int payloadBytes) {
    if (payloadBytes > BlobLimits.MAX_BUNDLED_BYTES) {
      return 1;
    }
    double pageBytes = Math.max(1.0, (double) payloadBytes * PageId.TASKS);
    double pages = Math.min(PAGES_PER_BUNDLE, Math.ceil(WORTH_A_BUNDLE / pageBytes));
    return Math.min(
        pages * PageId.TASKS,
        Math.floor((double) BlobLimits.MAX_BUNDLE_BYTES / Math.max(1, payloadBytes)));
  }

  /** What was received together lies together, unless the tasks of a page scatter. */
  private static double readTogether(Workload workload, Batches batches) {
    boolean isScattered = batches.progress() < batches.put();
    return isScattered || workload.payloadBytes() > BlobLimits.MAX_BUNDLED_BYTES
        ? 1
        : batches.received();
  }
}
