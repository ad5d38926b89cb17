package io.htcgrid.local;

import io.htcgrid.control.config.GridConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a local grid is made of.
 *
 * @param name the grid's name, as {@link GridConfig} bounds it
 * @param dataFolder where the services keep their data; null: in memory
 * @param functions the folder of functions; null: none but the built-in ones
 * @param agents how many agents run in this JVM; 0: none, other processes bring theirs
 * @param slots of each agent; 1 to 256
 * @param allowCommand whether the built-in {@code command} function may run
 * @param ports of the services; 0: a free one
 * @param home where the grid is registered, so that other processes find it by its name; null: it
 *     is not
 * @param sweepInterval between two runs of the sweeper
 */
public record LocalGridSettings(
    String name,
    @Nullable Path dataFolder,
    @Nullable Path functions,
    int agents,
    int slots,
    boolean allowCommand,
    Ports ports,
    @Nullable Path home,
    Duration sweepInterval) {

  /** The ports to listen on, all on loopback; 0: a free one. */
  public record Ports(int dynamoDb, int sqs, int s3, int runtime) {
    public static final Ports FREE = new Ports(0, 0, 0, 0);
  }

  /** In memory, one agent of as many slots as there are processors, not registered. */
  public static LocalGridSettings defaults() {
    return new LocalGridSettings(
        "local",
        null,
        null,
        1,
        Math.max(2, Runtime.getRuntime().availableProcessors()),
        false,
        Ports.FREE,
        null,
        Duration.ofSeconds(10));
  }

  /**
   * @throws io.htcgrid.control.config.ConfigException when no grid can have that name
   * @throws IllegalArgumentException when there are too few or too many of agents or slots
   */
  public LocalGridSettings {
    GridConfig.requireName(name);
    if (agents < 0 || agents > 64) {
      throw new IllegalArgumentException(
          "local grid: agents is " + agents + "; it must be 0 to 64");
    }
    if (slots < 1 || slots > 256) {
      throw new IllegalArgumentException("local grid: slots is " + slots + "; it must be 1 to 256");
    }
  }

  public LocalGridSettings withName(String value) {
    return new LocalGridSettings(
        value, dataFolder, functions, agents, slots, allowCommand, ports, home, sweepInterval);
  }

  public LocalGridSettings withDataFolder(@Nullable Path value) {
    return new LocalGridSettings(
        name, value, functions, agents, slots, allowCommand, ports, home, sweepInterval);
  }

  public LocalGridSettings withFunctions(@Nullable Path value) {
    return new LocalGridSettings(
        name, dataFolder, value, agents, slots, allowCommand, ports, home, sweepInterval);
  }

  public LocalGridSettings withAgents(int value) {
    return new LocalGridSettings(
        name, dataFolder, functions, value, slots, allowCommand, ports, home, sweepInterval);
  }

  public LocalGridSettings withSlots(int value) {
    return new LocalGridSettings(
        name, dataFolder, functions, agents, value, allowCommand, ports, home, sweepInterval);
  }

  public LocalGridSettings withAllowCommand(boolean value) {
    return new LocalGridSettings(
        name, dataFolder, functions, agents, slots, value, ports, home, sweepInterval);
  }

  public LocalGridSettings withPorts(Ports value) {
    return new LocalGridSettings(
        name, dataFolder, functions, agents, slots, allowCommand, value, home, sweepInterval);
  }

  public LocalGridSettings withHome(@Nullable Path value) {
    return new LocalGridSettings(
        name, dataFolder, functions, agents, slots, allowCommand, ports, value, sweepInterval);
  }

  public LocalGridSettings withSweepInterval(Duration value) {
    return new LocalGridSettings(
        name, dataFolder, functions, agents, slots, allowCommand, ports, home, value);
  }
}
