package io.htcgrid.control;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What operators set while a grid runs.
 *
 * @param pausedLevels priorities from which agents take no new tasks
 * @param retention how long a session is kept after its submit; 14 days unless set; table, bucket
 *     and client tokens follow it
 * @param draining agents asked to finish what they hold and stop
 * @param functions the active version of each function that has one, by the function's name
 */
public record GridSettings(
    Set<Integer> pausedLevels,
    Duration retention,
    Set<String> draining,
    Map<String, String> functions) {
  public static final GridSettings DEFAULT =
      new GridSettings(Set.of(), Duration.ofDays(14), Set.of());

  public GridSettings {
    pausedLevels = Set.copyOf(pausedLevels);
    draining = Set.copyOf(draining);
    functions = Map.copyOf(functions);
    if (retention.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException(
          "retention is " + retention + "; it must be a day or more");
    }
  }

  /** Without active functions. */
  public GridSettings(Set<Integer> pausedLevels, Duration retention, Set<String> draining) {
    this(pausedLevels, retention, draining, Map.of());
  }
}
