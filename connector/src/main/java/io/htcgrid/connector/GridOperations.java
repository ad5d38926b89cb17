package io.htcgrid.connector;

import io.htcgrid.control.GridSettings;
import io.htcgrid.control.state.AgentRecord;
import io.htcgrid.control.state.StateTable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What operators do with a grid while it runs. Every change may be repeated, and leaves alone what
 * others change at the same time; agents follow within 10 s. Thread-safe; good until its {@link
 * HtcGrid} is closed.
 */
public final class GridOperations {
  private final Connection connection;

  GridOperations(Connection connection) {
    this.connection = connection;
  }

  /** The agents that are alive, by name. */
  public List<AgentInfo> agents() {
    return connection.errors().call(this::readAgents);
  }

  private List<AgentInfo> readAgents() {
    StateTable table = connection.services().table();
    // First, so that a wrong address is told once and not by each shard.
    Set<String> asked = connection.calls().once(table::readSettings).draining();
    Instant now = connection.services().clock().instant();
    List<Supplier<List<AgentRecord>>> shards =
        IntStream.range(0, StateTable.INDEX_SHARDS)
            .<Supplier<List<AgentRecord>>>mapToObj(shard -> () -> table.listAgents(shard))
            .toList();
    return connection.calls().all(shards).stream()
        .flatMap(List::stream)
        // The table drops what has expired hours later.
        .filter(agent -> agent.expiresAt().isAfter(now))
        .sorted(Comparator.comparing(AgentRecord::id))
        .map(agent -> AgentInfo.of(agent, asked.contains(agent.id())))
        .toList();
  }

  /**
   * Asks an agent to take no more tasks, to finish those it runs within its grace, to hand back the
   * others, and to stop.
   *
   * @return the agent as it was just before
   * @throws NoSuchAgentException when none of that name is alive; nothing was asked
   */
  public AgentInfo drain(String agentId) {
    return connection.errors().call(() -> askToDrain(agentId));
  }

  private AgentInfo askToDrain(String agentId) {
    List<AgentInfo> alive = readAgents();
    AgentInfo agent =
        alive.stream()
            .filter(each -> each.id().equals(agentId))
            .findFirst()
            .orElseThrow(
                () ->
                    new NoSuchAgentException(
                        grid(), agentId, alive.stream().map(AgentInfo::id).toList()));
    connection.calls().make(() -> connection.services().table().requestDrain(agentId));
    return agent;
  }

  /** What operators have set. */
  public GridSettings settings() {
    return connection
        .errors()
        .call(() -> connection.calls().once(connection.services().table()::readSettings));
  }

  /** Priorities that sessions may have: 0, the lowest, to one less than this. */
  public int priorityLevels() {
    return connection.services().config().priorityLevels();
  }

  /**
   * Makes agents take no new tasks of these priorities; what runs goes on.
   *
   * @return the settings from now on
   * @throws GridRequestException when the grid has no such priority; nothing is changed
   */
  public GridSettings pause(Set<Integer> levels) {
    return change(levels, connection.services().table()::pause);
  }

  /** Takes {@link #pause} back. */
  public GridSettings resume(Set<Integer> levels) {
    return change(levels, connection.services().table()::resume);
  }

  private GridSettings change(Set<Integer> levels, LevelChange change) {
    for (int level : levels) {
      if (level < 0 || level >= priorityLevels()) {
        throw new GridRequestException(
            "grid "
                + grid()
                + " has no priority "
                + level
                + "; its priorities are 0 to "
                + (priorityLevels() - 1));
      }
    }
    return levels.isEmpty()
        ? settings()
        : connection.errors().call(() -> connection.calls().once(() -> change.of(levels)));
  }

  private String grid() {
    return connection.services().config().grid();
  }

  @FunctionalInterface
  private interface LevelChange {
    GridSettings of(Set<Integer> levels);
  }
}
