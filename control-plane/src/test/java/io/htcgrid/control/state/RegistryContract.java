package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.NOW;
import static io.htcgrid.control.state.Samples.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.GridSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Connectors, agents and settings. */
interface RegistryContract extends StateTableTest {

  @Test
  default void aConnectorIsListedUntilItIsRemoved() {
    String id = "connector-" + newId();
    ConnectorRecord first =
        new ConnectorRecord(id, "https://queue", NOW, Samples.EXPIRY.minusSeconds(60));
    ConnectorRecord renewed =
        new ConnectorRecord(id, "https://queue", NOW.plusSeconds(60), Samples.EXPIRY);

    table().renewConnector(first);
    table().renewConnector(renewed);
    assertThat(connectors().filter(each -> each.id().equals(id))).containsExactly(renewed);

    table().removeConnector(id);
    table().removeConnector(id);
    assertThat(connectors().filter(each -> each.id().equals(id))).isEmpty();
  }

  @Test
  default void anAgentIsListedUntilItIsRemoved() {
    String id = "agent-" + newId();
    AgentRecord first = new AgentRecord(id, "host-1", "1.2.3", 8, 0, false, NOW, Samples.EXPIRY);
    AgentRecord leaving =
        new AgentRecord(id, "host-1", "1.2.3", 8, 7, true, NOW.plusSeconds(30), Samples.EXPIRY);

    table().reportAgent(first);
    assertThat(agents().filter(each -> each.id().equals(id))).containsExactly(first);
    table().reportAgent(leaving);
    assertThat(agents().filter(each -> each.id().equals(id))).containsExactly(leaving);

    table().removeAgent(id);
    table().removeAgent(id);
    assertThat(agents().filter(each -> each.id().equals(id))).isEmpty();
  }

  @Test
  default void settingsAreTheDefaultsUntilSet() {
    assertThat(table().readSettings()).isEqualTo(GridSettings.DEFAULT);

    GridSettings settings =
        new GridSettings(Set.of(0, 2), Duration.ofDays(3).plusMillis(5), Set.of("a", "b"));
    table().writeSettings(settings);
    assertThat(table().readSettings()).isEqualTo(settings);

    table().writeSettings(GridSettings.DEFAULT);
    assertThat(table().readSettings()).isEqualTo(GridSettings.DEFAULT);
  }

  @Test
  default void aChangeOfSettingsLeavesAllOthersAsTheyAre() {
    table().writeSettings(new GridSettings(Set.of(0), Duration.ofDays(3), Set.of("a")));

    assertThat(table().pause(Set.of(1, 2)).pausedLevels()).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(table().requestDrain("b").draining()).containsExactlyInAnyOrder("a", "b");
    assertThat(table().resume(Set.of(0, 5)).pausedLevels()).containsExactlyInAnyOrder(1, 2);
    assertThat(table().withdrawDrain("a"))
        .isEqualTo(new GridSettings(Set.of(1, 2), Duration.ofDays(3), Set.of("b")))
        .isEqualTo(table().readSettings());
    assertThat(table().withdrawDrain("b").draining()).isEmpty();
    assertThat(table().withdrawDrain("b").draining()).isEmpty();
    assertThat(table().resume(Set.of(1, 2)).pausedLevels()).isEmpty();

    table().writeSettings(GridSettings.DEFAULT);
  }

  @Test
  default void theFirstChangeOfSettingsKeepsTheDefaultsOfTheRest() {
    assertThat(table().resume(Set.of(1))).isEqualTo(GridSettings.DEFAULT);
    assertThat(table().pause(Set.of(1)))
        .isEqualTo(new GridSettings(Set.of(1), GridSettings.DEFAULT.retention(), Set.of()))
        .isEqualTo(table().readSettings());
    table().writeSettings(GridSettings.DEFAULT);
  }

  @Test
  default void whenAnItemExpiresIsKeptToTheSecondAndNeverTooEarly() {
    String id = "connector-" + newId();
    Instant fine = Samples.EXPIRY.plusMillis(1);

    table().renewConnector(new ConnectorRecord(id, "https://queue", NOW, fine));

    assertThat(connectors().filter(each -> each.id().equals(id)))
        .extracting(ConnectorRecord::expiresAt)
        .containsExactly(Samples.EXPIRY.plusSeconds(1));
    table().removeConnector(id);
  }

  private Stream<ConnectorRecord> connectors() {
    return IntStream.range(0, StateTable.INDEX_SHARDS)
        .boxed()
        .flatMap(shard -> table().listConnectors(shard).stream());
  }

  private Stream<AgentRecord> agents() {
    return IntStream.range(0, StateTable.INDEX_SHARDS)
        .boxed()
        .flatMap(shard -> table().listAgents(shard).stream());
  }
}
