package io.htcgrid.bench.cost;

import java.time.Duration;

/**
 * A session whose cost is counted.
 *
 * @param slots of each agent
 * @param work how long a task works; zero: not at all
 * @param isShuffled whether messages are delivered in random order, so that the tasks of a page
 *     scatter over all agents; otherwise in about the order in which they were sent
 */
record CostCase(int agents, int slots, int tasks, Duration work, boolean isShuffled) {
  /** The case without its size. */
  String name() {
    return (work.isZero() ? "no work" : work.toMillis() + " ms")
        + ", "
        + agents
        + (agents == 1 ? " agent of " : " agents of ")
        + slots
        + " slots"
        + (isShuffled ? ", shuffled" : "");
  }

  String point() {
    return name() + ", " + tasks + " tasks";
  }
}
