package io.htcgrid.bench.estimate;

import java.util.OptionalDouble;

/**
 * Something that a service takes so much of and no more.
 *
 * @param what such as {@code write units of the table}
 * @param unit such as {@code a second}
 * @param remedy what to do before it is reached
 */
public record Limit(String what, double use, double quota, String unit, Kind kind, String remedy) {
  /** What happens above it. */
  public enum Kind {
    /** Tasks wait for it, until they use no more of it than there is. */
    SLOWS,
    /** As {@link #SLOWS}, but of each agent by itself, however many there are. */
    SLOWS_EACH_AGENT,
    /**
     * Calls fail and are repeated all the time: its use is one of agents, however slow tasks are.
     */
    DISTURBS,
    /** As {@link #SLOWS}, until the service has adapted to the load by itself. */
    PASSES
  }

  public double share() {
    return use / quota;
  }

  public boolean throttles() {
    return use > quota;
  }

  /** At how many slots it is reached, if all uses grow with the slots; empty: this one does not. */
  public OptionalDouble slotsAtQuota(int slots) {
    return kind == Kind.SLOWS_EACH_AGENT
        ? OptionalDouble.empty()
        : OptionalDouble.of(slots / share());
  }
}
