package io.htcgrid.bench.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How soon tasks went on that an agent ran when it was lost: from the loss until their next attempt
 * began. Their wait behind other tasks in the queue is part of it.
 *
 * @param millis of each such task, ascending
 */
record Recovery(List<Long> millis) {

  Recovery {
    millis = List.copyOf(millis);
  }

  static Recovery of(List<RunTrace.Run> runs, List<Loss> losses) {
    Map<String, List<RunTrace.Run>> byTask = new HashMap<>();
    Map<String, List<RunTrace.Run>> byAgent = new HashMap<>();
    for (RunTrace.Run run : runs) {
      byTask.computeIfAbsent(run.task(), task -> new ArrayList<>()).add(run);
      byAgent.computeIfAbsent(run.agent(), agent -> new ArrayList<>()).add(run);
    }
    List<Long> times = new ArrayList<>();
    for (Loss loss : losses) {
      for (RunTrace.Run run : byAgent.getOrDefault(loss.agent(), List.of())) {
        if (run.isDuring(loss.at())) {
          next(byTask.getOrDefault(run.task(), List.of()), run.attempt())
              .ifPresent(next -> times.add(next - loss.at()));
        }
      }
    }
    times.sort(Comparator.naturalOrder());
    return new Recovery(times);
  }

  /** None: its end was committed before the loss, or it was given up. */
  private static OptionalLong next(List<RunTrace.Run> runs, int attempt) {
    return runs.stream()
        .filter(run -> run.attempt() > attempt)
        .mapToLong(RunTrace.Run::begun)
        .min();
  }

  /** The time that this share of them needed at most; -1 when there are none. */
  long quantile(double share) {
    return millis.isEmpty() ? -1 : millis.get((int) Math.ceil(share * millis.size()) - 1);
  }
}
