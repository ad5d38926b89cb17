package io.htcgrid.bench.cost;

import io.htcgrid.bench.grid.ServiceDelays;
import io.htcgrid.bench.price.Use;
import java.time.Duration;

/** Counted sessions, for tests of what is derived from them. */
public final class CountedSessions {
  private CountedSessions() {}

  /**
   * What a session used.
   *
   * @param seconds that its agents worked
   * @param bundles of results that were put
   * @param notices that agents sent of tasks that ended
   * @param deletes of messages of such tasks, many at a time
   */
  public record Session(Use use, double seconds, long bundles, long notices, long deletes) {}

  /** Runs one of tasks that work for so long; with more than one agent, shuffled. */
  public static Session run(int agents, int slots, int tasks, Duration work) {
    CostCase each = new CostCase(agents, slots, tasks, work, agents > 1);
    Counted counted = new CountedRun(each, ServiceDelays.awsLike()).run();
    return new Session(
        counted.perTask().times(tasks),
        counted.took().toMillis() / 1e3,
        requests(counted, "agents S3.PutObject"),
        requests(counted, "agents Sqs.SendMessage"),
        requests(counted, "agents Sqs.DeleteMessageBatch"));
  }

  private static long requests(Counted counted, String operation) {
    return counted.operations().getOrDefault(operation, OperationUse.NONE).requests();
  }
}
