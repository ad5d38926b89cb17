package io.htcgrid.bench.estimate;

import io.htcgrid.bench.price.Use;
import io.htcgrid.data.PageId;
import java.util.Comparator;
import java.util.List;

/**
 * What services take at most, in us-east-1 as of November 2026, and connectors too.
 *
 * <ul>
 *   <li><a
 *       href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html">
 *       DynamoDB quotas</a>: 40,000 units a second of each kind for a table, raised on request
 *   <li><a
 *       href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html">
 *       DynamoDB warm throughput</a>: a new table takes 4,000 write and 12,000 read units at once
 *   <li><a
 *       href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html">
 *       DynamoDB partitions</a>: 1,000 write and 3,000 read units a second
 *   <li><a
 *       href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html">
 *       SQS quotas</a>: about 120,000 messages of a standard queue in flight; no bound on requests
 *   <li><a
 *       href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html">S3
 *       performance</a>: 3,500 writes and 5,500 reads a second for each prefix that S3 has split
 *       off
 * </ul>
 */
final class Limits {
  private static final double TABLE_UNITS = 40_000;
  private static final double NEW_TABLE_WRITES = 4_000;
  private static final double NEW_TABLE_READS = 12_000;
  private static final double PARTITION_WRITES = 1_000;
  private static final double PARTITION_READS = 3_000;
  private static final double IN_FLIGHT = 120_000;
  private static final double PREFIX_PUTS = 3_500;
  private static final double PREFIX_GETS = 5_500;

  /** Keys begin with two hexadecimal digits of a hash. */
  private static final int PREFIXES = 256;

  /** Measured by {@code bench submit} with 100,000 tasks; {@code docs/performance.md}. */
  static final double SUBMITS = 5_508;

  /** Measured by {@code bench retrieve} with 100,000 tasks; {@code docs/performance.md}. */
  static final double RESULTS = 6_857;

  private static final String A_SECOND = "a second";
  private static final String WARM =
      "set the table's warm throughput before, or begin with less for half an hour";
  private static final String TABLE = "ask AWS for a higher quota of the table";
  private static final String SESSION = "give agents more slots each, or submit several sessions";
  private static final String BUNDLES =
      "give agents more slots each, so that more results share a bundle";

  private Limits() {}

  /**
   * All, those that are used most first.
   *
   * @param tasksPerSecond that end if no service limits them
   * @param bySlots as many as would if agents could do with any number of slots
   */
  static List<Limit> of(
      Workload workload, AgentModel agent, Calls calls, double tasksPerSecond, double bySlots) {
    Use use = calls.perSecond(workload, tasksPerSecond);
    double pages = tasksPerSecond / PageId.TASKS;
    int agents = workload.agents();
    return List.of(
            slowing("write units of the table", use.writeUnits(), TABLE_UNITS, TABLE),
            slowing("read units of the table", use.readUnits(), TABLE_UNITS, TABLE),
            passing("write units of a new table", use.writeUnits(), NEW_TABLE_WRITES, WARM),
            passing("read units of a new table", use.readUnits(), NEW_TABLE_READS, WARM),
            // Each page that closes is counted in its group and reads the session; agents read it.
            slowing("write units of the session's partition", pages, PARTITION_WRITES, SESSION),
            disturbing(
                "read units of the session's partition",
                (pages + agents * Calls.SESSION_READS_PER_S) * Calls.sessionReadUnits(workload),
                PARTITION_READS,
                SESSION),
            disturbing(
                "read units of the settings' partition",
                agents * Calls.SETTINGS_READS_PER_S,
                PARTITION_READS,
                "give agents more slots each"),
            new Limit(
                "messages of a queue in flight",
                agents * agent.held(),
                IN_FLIGHT,
                "at once",
                Limit.Kind.SLOWS,
                "spread sessions over priorities, which have queues of their own, or run a second"
                    + " grid"),
            slowing("S3 puts", use.s3Puts(), PREFIXES * PREFIX_PUTS, BUNDLES),
            slowing("S3 gets", use.s3Gets(), PREFIXES * PREFIX_GETS, BUNDLES),
            passing("S3 puts into a new bucket", use.s3Puts(), PREFIX_PUTS, BUNDLES),
            passing("S3 gets from a new bucket", use.s3Gets(), PREFIX_GETS, BUNDLES),
            new Limit(
                "tasks that one agent ends",
                bySlots / agents,
                AgentModel.mostTasksPerSecond(),
                A_SECOND,
                Limit.Kind.SLOWS_EACH_AGENT,
                "give agents fewer slots each"),
            slowing(
                "tasks that one connector submits",
                tasksPerSecond,
                SUBMITS,
                "submit from several connectors at once"),
            slowing(
                "results that one connector takes",
                tasksPerSecond,
                RESULTS,
                "take results in several connectors, of a session each"))
        .stream()
        .filter(limit -> limit.use() > 0)
        .sorted(Comparator.comparingDouble(Limit::share).reversed())
        .toList();
  }

  private static Limit slowing(String what, double use, double quota, String remedy) {
    return new Limit(what, use, quota, A_SECOND, Limit.Kind.SLOWS, remedy);
  }

  private static Limit passing(String what, double use, double quota, String remedy) {
    return new Limit(what, use, quota, A_SECOND, Limit.Kind.PASSES, remedy);
  }

  private static Limit disturbing(String what, double use, double quota, String remedy) {
    return new Limit(what, use, quota, A_SECOND, Limit.Kind.DISTURBS, remedy);
  }
}
