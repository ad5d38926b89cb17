package io.htcgrid.bench;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a user set; what is empty, each benchmark chooses itself.
 *
 * @param runs how often what is measured runs, after warm-up; 1 or more
 * @param tasks the sizes of sessions to measure, each 1 or more
 * @param agents the numbers of agents to measure with, each 1 or more
 * @param slots the numbers of slots of an agent to measure with, each 1 or more
 * @param delays a file of service delays, see {@link io.htcgrid.bench.grid.ServiceDelays}
 */
public record BenchSettings(
    OptionalInt runs,
    List<Integer> tasks,
    List<Integer> agents,
    List<Integer> slots,
    Optional<Path> delays) {
  /**
   * @throws IllegalArgumentException when a number is below 1
   */
  public BenchSettings {
    tasks = positive("tasks", tasks);
    agents = positive("agents", agents);
    slots = positive("slots", slots);
    if (runs.isPresent()) {
      positive("runs", List.of(runs.getAsInt()));
    }
  }

  /** Nothing is set. */
  public static BenchSettings defaults() {
    return new BenchSettings(
        OptionalInt.empty(), List.of(), List.of(), List.of(), Optional.empty());
  }

  /**
   * The one size of sessions that is set.
   *
   * @throws IllegalArgumentException when several are
   */
  public OptionalInt onlyTasks() {
    return only("tasks", tasks);
  }

  /**
   * The one number of slots that is set.
   *
   * @throws IllegalArgumentException when several are
   */
  public OptionalInt onlySlots() {
    return only("slots", slots);
  }

  private static OptionalInt only(String name, List<Integer> numbers) {
    if (numbers.size() > 1) {
      throw new IllegalArgumentException(
          "--" + name + " names " + numbers.size() + " numbers; this benchmark takes one");
    }
    return numbers.isEmpty() ? OptionalInt.empty() : OptionalInt.of(numbers.get(0));
  }

  /** Which of them are set. */
  public Set<BenchOption> given() {
    Set<BenchOption> given = EnumSet.noneOf(BenchOption.class);
    if (runs.isPresent()) {
      given.add(BenchOption.RUNS);
    }
    if (!tasks.isEmpty()) {
      given.add(BenchOption.TASKS);
    }
    if (!agents.isEmpty()) {
      given.add(BenchOption.AGENTS);
    }
    if (!slots.isEmpty()) {
      given.add(BenchOption.SLOTS);
    }
    if (delays.isPresent()) {
      given.add(BenchOption.DELAYS);
    }
    return given;
  }

  private static List<Integer> positive(String name, List<Integer> numbers) {
    for (int number : numbers) {
      if (number < 1) {
        throw new IllegalArgumentException(name + " are " + number + "; give 1 or more");
      }
    }
    return List.copyOf(numbers);
  }
}
