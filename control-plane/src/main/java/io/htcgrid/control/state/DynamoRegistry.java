package io.htcgrid.control.state;

import io.htcgrid.control.GridSettings;
import java.util.List;
import java.util.Set;

/** Who lives, and what operators have set. */
final class DynamoRegistry {
  private final ItemTable table;

  DynamoRegistry(ItemTable table) {
    this.table = table;
  }

  void renewConnector(ConnectorRecord connector) {
    table.put(ConnectorCodec.encode(connector));
  }

  void removeConnector(String id) {
    table.delete(ItemKey.connector(id));
  }

  List<ConnectorRecord> connectors(int shard) {
    return table.readPartition(ItemKey.connectors(shard)).stream()
        .map(ConnectorCodec::decode)
        .toList();
  }

  void reportAgent(AgentRecord agent) {
    table.put(AgentCodec.encode(agent));
  }

  void removeAgent(String id) {
    table.delete(ItemKey.agent(id));
  }

  List<AgentRecord> agents(int shard) {
    return table.readPartition(ItemKey.agents(shard)).stream().map(AgentCodec::decode).toList();
  }

  GridSettings settings() {
    return table
        .read(ItemKey.settings())
        .map(GridSettingsCodec::decode)
        .orElse(GridSettings.DEFAULT);
  }

  void writeSettings(GridSettings settings) {
    table.put(GridSettingsCodec.encode(settings));
  }

  GridSettings pause(Set<Integer> levels) {
    return changed(
        GridSettingsCodec.change()
            .add(GridSettingsCodec.PAUSED_LEVELS, Attributes.numberSet(levels)));
  }

  GridSettings resume(Set<Integer> levels) {
    return changed(
        GridSettingsCodec.change()
            .delete(GridSettingsCodec.PAUSED_LEVELS, Attributes.numberSet(levels)));
  }

  GridSettings requestDrain(String agent) {
    return changed(
        GridSettingsCodec.change()
            .add(GridSettingsCodec.DRAINING, Attributes.textSet(Set.of(agent))));
  }

  GridSettings withdrawDrain(String agent) {
    return changed(
        GridSettingsCodec.change()
            .delete(GridSettingsCodec.DRAINING, Attributes.textSet(Set.of(agent))));
  }

  private GridSettings changed(ItemUpdate change) {
    Written written = table.update(change);
    if (written instanceof Written.Applied applied) {
      return GridSettingsCodec.decode(applied.item());
    }
    throw new IllegalStateException("a change without a condition is never refused");
  }
}
