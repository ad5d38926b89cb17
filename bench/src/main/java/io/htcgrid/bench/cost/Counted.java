package io.htcgrid.bench.cost;

import io.htcgrid.bench.price.Use;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all parts of a grid sent to AWS for one session.
 *
 * @param operations by who called what, such as {@code agents DynamoDb.UpdateItem}
 * @param took from the agents' start to the last result in hand
 */
record Counted(int tasks, Duration took, Map<String, OperationUse> operations) {
  private static final double NANOS_PER_S = 1e9;

  Counted {
    operations = Collections.unmodifiableMap(new TreeMap<>(operations));
  }

  /** Of an average task. */
  Use perTask() {
    return operations.values().stream()
        .map(OperationUse::billed)
        .reduce(Use.NONE, Use::plus)
        .times(1.0 / tasks);
  }

  double tasksPerSecond() {
    return tasks / (took.toNanos() / NANOS_PER_S);
  }
}
