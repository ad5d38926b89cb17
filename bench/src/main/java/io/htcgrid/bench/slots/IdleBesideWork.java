package io.htcgrid.bench.slots;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The longest time, in milliseconds, in which an agent had a free slot while a task had not begun
 * that was submitted: whether another agent held it or it lay in its queue.
 */
record IdleBesideWork(long millis) {

  /**
   * Of a session over some agents.
   *
   * @param agents all of them, also those that ran nothing
   * @param slots of each agent
   * @param submitted when all tasks were in their queue, in milliseconds since 1970
   */
  static IdleBesideWork of(List<Stay> stays, List<String> agents, int slots, long submitted) {
    long lastBegin = stays.stream().mapToLong(Stay::begin).max().orElse(submitted);
    long longest = 0;
    for (String agent : agents) {
      List<Stay> own = stays.stream().filter(stay -> stay.agent().equals(agent)).toList();
      longest = Math.max(longest, longestFree(own, slots, submitted, lastBegin));
    }
    return new IdleBesideWork(longest);
  }

  private static long longestFree(List<Stay> stays, int slots, long from, long to) {
    long longest = 0;
    long freeSince = from;
    int busy = 0;
    for (var change : changes(stays).entrySet()) {
      boolean wasFree = busy < slots;
      busy += change.getValue();
      long now = Math.min(change.getKey(), to);
      if (wasFree && busy >= slots) {
        longest = Math.max(longest, now - freeSince);
      } else if (!wasFree && busy < slots) {
        freeSince = Math.max(now, from);
      }
    }
    return busy < slots ? Math.max(longest, to - freeSince) : longest;
  }

  /** By how much the number of busy slots changes, by time. */
  private static TreeMap<Long, Integer> changes(List<Stay> stays) {
    TreeMap<Long, Integer> changes = new TreeMap<>();
    stays.stream()
        .flatMap(stay -> Stream.of(new Change(stay.begin(), 1), new Change(stay.end(), -1)))
        .forEach(change -> changes.merge(change.at(), change.by(), Integer::sum));
    return changes;
  }

  private record Change(long at, int by) {}
}
