package io.htcgrid.bench.cost;

import io.htcgrid.bench.grid.ServiceDelays;
import io.htcgrid.bench.price.Use;
import java.time.Duration;

/** Counted sessions of tasks without work, for tests of what is derived from them. */
public final class CountedSessions {
  private CountedSessions() {}

  /**
   * What a session used.
   *
   * @param seconds that its agents worked
   * @param bundles of results that were put
   */
  public record Session(Use use, double seconds, long bundles) {}

  /** Runs one; with more than one agent, shuffled. */
  public static Session run(int agents, int slots, int tasks) {
    CostCase each = new CostCase(agents, slots, tasks, Duration.ZERO, agents > 1);
    Counted counted = new CountedRun(each, ServiceDelays.awsLike()).run();
    return new Session(
        counted.perTask().times(tasks),
        counted.took().toMillis() / 1e3,
        counted.operations().getOrDefault("agents S3.PutObject", OperationUse.NONE).requests());
  }
}
