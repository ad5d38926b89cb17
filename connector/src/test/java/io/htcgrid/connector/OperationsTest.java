package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.state.AgentRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperationsTest extends GridTest {
  private void report(String id, int busy, Instant seen) {
    report(id, busy, false, seen);
  }

  private void report(String id, int busy, boolean draining, Instant seen) {
    aws()
        .services()
        .table()
        .reportAgent(
            new AgentRecord(
                id, "host-" + id, "1.2", 4, busy, draining, seen, seen.plusSeconds(120)));
  }

  @Test
  void agentsAreListedByNameWhileTheyLiveAndDrainOnlyThen() {
    GridOperations operations = connect().operations();
    assertThatThrownBy(() -> operations.drain("b"))
        .isInstanceOf(NoSuchAgentException.class)
        .hasMessageContaining("no agent b")
        .hasMessageContaining("it has none at all");
    Instant now = aws().services().clock().instant().truncatedTo(ChronoUnit.MILLIS);
    report("b", 3, now);
    report("a", 0, now.minusSeconds(30));
    report("dead", 4, now.minusSeconds(3600));

    assertThat(operations.agents())
        .containsExactly(
            new AgentInfo("a", "host-a", "1.2", 4, 0, now.minusSeconds(30), false),
            new AgentInfo("b", "host-b", "1.2", 4, 3, now, false));

    assertThatThrownBy(() -> operations.drain("dead"))
        .isInstanceOf(NoSuchAgentException.class)
        .hasMessageContaining("no agent dead")
        .hasMessageEndingWith("alive are a, b");
    assertThat(operations.settings().draining()).isEmpty();

    operations.drain("b");
    operations.drain("b");
    assertThat(operations.settings().draining()).containsExactly("b");
    assertThat(operations.agents()).extracting(AgentInfo::draining).containsExactly(false, true);

    // It was told to stop by something else than an operator.
    report("a", 0, true, now);
    assertThat(operations.agents()).extracting(AgentInfo::draining).containsExactly(true, true);
  }

  @Test
  void operatorsPauseAndResumePrioritiesWithoutUndoingEachOthers() {
    GridOperations one = connect().operations();
    GridOperations other = connect().operations();

    assertThat(one.pause(Set.of(0)).pausedLevels()).containsExactly(0);
    assertThat(other.pause(Set.of(0, 1)).pausedLevels()).containsExactlyInAnyOrder(0, 1);
    assertThat(one.pause(Set.of(0)).pausedLevels()).containsExactlyInAnyOrder(0, 1);
    assertThat(other.resume(Set.of(1)).pausedLevels()).containsExactly(0);
    assertThat(one.pause(Set.of()).pausedLevels()).containsExactly(0);

    assertThatThrownBy(() -> one.resume(Set.of(0, 2)))
        .isInstanceOf(GridRequestException.class)
        .hasMessageContaining("no priority 2; its priorities are 0 to 1");
    assertThat(one.resume(Set.of(0)).pausedLevels()).isEmpty();
  }
}
