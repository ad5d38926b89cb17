package io.htcgrid.bench.transfer;

import io.htcgrid.bench.BenchSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many tasks to transfer, and whether the services, which run in this JVM, can hold them. */
final class TaskCounts {
  private static final List<Integer> DEFAULTS = List.of(1_000, 10_000, 100_000);

  /** Of this many, one run takes minutes. */
  private static final int LARGE = 1_000_000;

  private static final int RUNS = 3;

  /** What a waiting message takes in the embedded queue, and what lies beside it. */
  private static final long BYTES_PER_TASK = 2_600;

  private static final long BYTES_BESIDES = 256L * 1024 * 1024;
  private static final long MIB = 1024L * 1024;

  private TaskCounts() {}

  /**
   * Those that are set, or all up to 100 thousand.
   *
   * @throws IllegalArgumentException when this JVM may not grow large enough for them
   */
  static List<Integer> of(BenchSettings settings, long maxHeapBytes) {
    List<Integer> counts = settings.tasks().isEmpty() ? DEFAULTS : settings.tasks();
    for (int count : counts) {
      long wanted = BYTES_BESIDES + count * BYTES_PER_TASK;
      if (wanted > maxHeapBytes) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%d tasks take %d MiB in the services, which run in this JVM, and it may have %d;"
                    + " measure fewer, or set HTCGRID_JAVA_OPTIONS=-Xmx%dm",
                count,
                wanted / MIB,
                maxHeapBytes / MIB,
                wanted / MIB + 1));
      }
    }
    return counts;
  }

  static int runs(BenchSettings settings, int tasks) {
    return settings.runs().orElse(tasks < LARGE ? RUNS : 1);
  }

  /** What {@code connector} and the sizes were measured with, in the order in which to tell it. */
  static Map<String, String> told(BenchSettings settings, List<Integer> counts, String connector) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("runs", list(counts.stream().map(count -> runs(settings, count)).distinct().toList()));
    told.put("tasks", list(counts));
    told.put("connector", connector);
    return told;
  }

  private static String list(List<Integer> numbers) {
    return String.join(" and ", numbers.stream().map(String::valueOf).toList());
  }

  /** As a place in a report. */
  static String point(int tasks) {
    return String.format(Locale.ROOT, "%,d tasks", tasks);
  }
}
