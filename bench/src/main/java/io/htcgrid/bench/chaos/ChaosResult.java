package io.htcgrid.bench.chaos;

import io.htcgrid.embedded.faults.Fault;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run came to.
 *
 * @param tasks of both sessions
 * @param kills by the plan
 * @param killsByTasks by tasks that kill their agent
 * @param freezes for longer than a lease
 * @param exits of agents that ended by themselves, which they should not
 * @param faults injected, by kind; those of the last moments before a kill are not counted
 * @param runs of the function that began
 * @param retries attempts of tasks after their first
 * @param lost tasks without an outcome
 * @param wrong outcomes that are not the task's, or that the table does not agree with
 * @param doubled outcomes that were told twice, or in two ways
 * @param leftOver processes of agents and functions that outlived the run
 * @param recoveries tasks that an agent ran when it was lost and that were begun again
 * @param recoveryMedian milliseconds from the loss to that; -1: there were none
 * @param recoveryP99 the same of the slowest in a hundred
 * @param problems what is wrong, the first few
 */
public record ChaosResult(
    int tasks,
    long kills,
    long killsByTasks,
    long freezes,
    long exits,
    Map<Fault, Long> faults,
    long runs,
    long retries,
    int lost,
    int wrong,
    int doubled,
    long leftOver,
    int recoveries,
    long recoveryMedian,
    long recoveryP99,
    Duration time,
    List<String> problems) {

  public ChaosResult {
    faults = Collections.unmodifiableMap(new TreeMap<>(faults));
    problems = List.copyOf(problems);
  }

  /** Whether nothing was lost, wrong, doubled or left over, and no agent ended by itself. */
  public boolean isRight() {
    return lost == 0 && wrong == 0 && doubled == 0 && leftOver == 0 && exits == 0;
  }

  /** All injected faults. */
  public long faultCount() {
    return faults.values().stream().mapToLong(Long::longValue).sum();
  }
}
