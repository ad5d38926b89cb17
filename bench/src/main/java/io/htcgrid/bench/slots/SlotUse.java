package io.htcgrid.bench.slots;

import io.htcgrid.bench.grid.Slept;
import java.util.List;

/**
 * The share of their time that slots spent in functions, while there were tasks for all of them:
 * from when all tasks were submitted and every slot had had one, until the last task began. Before
 * and after that, slots have nothing to do.
 */
record SlotUse(long from, long to, double share) {

  /**
   * Of one session.
   *
   * @param submitted when the last task was in its queue, in milliseconds since 1970
   * @throws IllegalStateException when too few tasks were left after that to tell
   */
  static SlotUse of(List<Slept> tasks, int slots, long submitted) {
    long[] begins = tasks.stream().mapToLong(Slept::begin).sorted().toArray();
    long from = begins.length < slots ? Long.MAX_VALUE : Math.max(submitted, begins[slots - 1]);
    long to = begins.length == 0 ? 0 : begins[begins.length - 1];
    if (from >= to) {
      throw new IllegalStateException(
          tasks.size()
              + " tasks are too few for "
              + slots
              + " slots: all had begun when the last was submitted; give more");
    }
    long used =
        tasks.stream()
            .mapToLong(task -> Math.max(0, Math.min(task.end(), to) - Math.max(task.begin(), from)))
            .sum();
    return new SlotUse(from, to, (double) used / (slots * (to - from)));
  }
}
