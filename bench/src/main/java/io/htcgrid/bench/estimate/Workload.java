package io.htcgrid.bench.estimate;

import io.htcgrid.data.BlobLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One session of like tasks, and the slots that run it.
 *
 * @param tasks 1 to 1,000,000,000
 * @param secondsPerTask how long a task works: 0 to 13 days, the longest that a session may take
 * @param payloadBytes of each task, as large as payloads may be
 * @param resultBytes of each task, as large as results may be
 * @param slots of all agents, 1 to 10,000,000; a slot is a vCPU
 * @param slotsPerAgent 1 to 256
 */
public record Workload(
    long tasks,
    double secondsPerTask,
    int payloadBytes,
    int resultBytes,
    int slots,
    int slotsPerAgent) {
  public static final long MAX_TASKS = 1_000_000_000;
  public static final int MAX_SLOTS = 10_000_000;
  public static final int MAX_SLOTS_PER_AGENT = 256;

  /** A session's deadline is no later. */
  static final Duration LONGEST = Duration.ofDays(13);

  /**
   * @throws IllegalArgumentException with every number that is out of bounds, by its option
   */
  public Workload {
    List<String> problems = new ArrayList<>();
    check(problems, "tasks", tasks, 1, MAX_TASKS);
    if (!(secondsPerTask >= 0 && secondsPerTask <= LONGEST.toSeconds())) {
      problems.add(
          "--seconds-per-task is "
              + secondsPerTask
              + "; it must be 0 to "
              + LONGEST.toSeconds()
              + ", the 13 days that a session may take");
    }
    check(problems, "payload", payloadBytes, 0, BlobLimits.MAX_BLOB_BYTES);
    check(problems, "result", resultBytes, 0, BlobLimits.MAX_BLOB_BYTES);
    check(problems, "slots", slots, 1, MAX_SLOTS);
    check(problems, "slots-per-agent", slotsPerAgent, 1, MAX_SLOTS_PER_AGENT);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private static void check(List<String> problems, String name, long value, long from, long to) {
    if (value < from || value > to) {
      problems.add("--" + name + " is " + value + "; it must be " + from + " to " + to);
    }
  }

  Workload withSlots(int number) {
    return new Workload(tasks, secondsPerTask, payloadBytes, resultBytes, number, slotsPerAgent);
  }

  /** So many are needed for the slots. */
  public int agents() {
    return (slots + slotsPerAgent - 1) / slotsPerAgent;
  }
}
