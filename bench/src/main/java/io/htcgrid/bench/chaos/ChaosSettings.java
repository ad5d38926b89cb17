package io.htcgrid.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run of chaos is made of.
 *
 * @param tasks of the session; tasks that kill their agents come in a second session besides
 * @param killers tasks that kill their agents, every time
 * @param seed of tasks, kills and faults; threads and processes decide the rest
 * @param agents processes
 * @param slots of each agent
 * @param killEvery between two kills or freezes, on average
 * @param kills at least so many: agents are killed more often when the work is done sooner
 * @param faults share of calls that an injected fault meets, from 0 to 0.5
 * @param duplicates share of sends to queues that are carried out twice, from 0 to 1
 * @param lease of the agents' claims; shorter than a grid's own 30 s, so that recovery is too
 */
public record ChaosSettings(
    int tasks,
    int killers,
    long seed,
    int agents,
    int slots,
    Duration killEvery,
    int kills,
    double faults,
    double duplicates,
    Duration lease) {
  public static final int MIN_TASKS = 100;

  /**
   * Settings that make sense.
   *
   * @throws IllegalArgumentException with every problem, by option
   */
  public ChaosSettings {
    List<String> problems = new ArrayList<>();
    bound(problems, "--tasks", tasks, MIN_TASKS, 1_000_000);
    bound(problems, "--killers", killers, 0, 100);
    bound(problems, "--agents", agents, 1, 32);
    bound(problems, "--slots", slots, 1, 64);
    bound(problems, "--kill-every (seconds)", killEvery.toMillis() / 1000.0, 0.5, 3600);
    bound(problems, "--kills", kills, 0, tasks / 25.0);
    bound(problems, "--faults (percent)", faults * 100, 0, 50);
    bound(problems, "--duplicates (percent)", duplicates * 100, 0, 100);
    bound(problems, "--lease (seconds)", lease.toMillis() / 1000.0, 2, 60);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private static void bound(
      List<String> problems, String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      problems.add(
          String.format(
              Locale.ROOT,
              "%s is %s; it must be %s to %s",
              option,
              text(value),
              text(least),
              text(most)));
    }
  }

  private static String text(double value) {
    return value == Math.rint(value)
        ? Long.toString(Math.round(value))
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
