package io.htcgrid.bench.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.agent.Agent;
import io.htcgrid.bench.grid.BenchGrid;
import io.htcgrid.bench.grid.NoWorkSession;
import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.TaskOutcome;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.data.SessionId;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class StoredCopiesTest {
  private static final int TASKS = 120;

  /**
   * Which differ from session to session, also between two that agents ran: a claim that had to
   * wait too long is given back, and the next one is another attempt.
   */
  private static final Set<String> OF_THE_SESSION =
      Set.of("pk", "nonce", "attempt", "result", "started_at", "ended_at", "expires_at");

  /** A shard, and where in a bundle a result lies, have one digit or two. */
  private static final Set<String> OF_ANY_LENGTH = Set.of("created_day", "result");

  @Test
  void whatIsCopiedIsWhatAnAgentStores() throws IOException, InterruptedException {
    try (BenchGrid grid = BenchGrid.builder().slots(2).open();
        GridClients clients = GridClients.open(grid.config())) {
      SessionId run = NoWorkSession.run(grid.connector(), TASKS).id();
      grid.agents().forEach(Agent::close);
      Session copied = grid.connector().submit(NoWorkSession.of(TASKS));

      new StoredCopies(clients, AgentsTraces.of(clients, run, TASKS), NoWorkSession::payload)
          .complete(
              clients
                  .services()
                  .table()
                  .readSession(copied.id(), clients.clock().instant())
                  .orElseThrow());

      assertThat(copied.status().state()).isEqualTo(SessionState.COMPLETED);
      assertThat(shapes(clients, "S#" + copied.id())).isEqualTo(shapes(clients, "S#" + run));
      for (int page = 0; page < 2; page++) {
        assertThat(shapes(clients, "P#" + copied.id() + "#" + page))
            .isEqualTo(shapes(clients, "P#" + run + "#" + page));
        assertThat(sameForAll(clients, "P#" + copied.id() + "#" + page))
            .isEqualTo(sameForAll(clients, "P#" + run + "#" + page));
      }
      assertThat(results(copied)).hasSize(TASKS).isEqualTo(expected());
    }
  }

  /** By sort key, the names of an item's attributes, each with its type and, of texts, length. */
  private static Map<String, List<String>> shapes(GridClients clients, String partition) {
    Map<String, List<String>> shapes = new TreeMap<>();
    for (Map<String, AttributeValue> item : items(clients, partition)) {
      shapes.put(
          sortKey(item),
          item.entrySet().stream()
              .map(
                  each ->
                      each.getKey()
                          + " "
                          + each.getValue().type()
                          + (each.getValue().s() == null || OF_ANY_LENGTH.contains(each.getKey())
                              ? ""
                              : " " + each.getValue().s().length()))
              .sorted()
              .toList());
    }
    return shapes;
  }

  /** By sort key, the attributes of run records and progress that are the same in all sessions. */
  private static Map<String, Map<String, AttributeValue>> sameForAll(
      GridClients clients, String partition) {
    Map<String, Map<String, AttributeValue>> same = new TreeMap<>();
    for (Map<String, AttributeValue> item : items(clients, partition)) {
      if (sortKey(item).startsWith("T#")) {
        Map<String, AttributeValue> attributes = new TreeMap<>(item);
        attributes.keySet().removeAll(OF_THE_SESSION);
        same.put(sortKey(item), attributes);
      }
    }
    return same;
  }

  private static String sortKey(Map<String, AttributeValue> item) {
    return Objects.requireNonNull(item.get("sk")).s();
  }

  private static List<Map<String, AttributeValue>> items(GridClients clients, String partition) {
    return clients
        .dynamoDb()
        .queryPaginator(
            request ->
                request
                    .tableName(clients.config().stateTableName())
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(
                        Map.of(":pk", AttributeValue.builder().s(partition).build())))
        .items()
        .stream()
        .toList();
  }

  private static Set<String> results(Session session) {
    Set<String> results = new HashSet<>();
    try (OutcomeStream outcomes = session.outcomes()) {
      for (TaskOutcome outcome : outcomes) {
        results.add(outcome.index() + " " + outcome.orThrow().text());
      }
    }
    return results;
  }

  private static Set<String> expected() {
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < TASKS; i++) {
      expected.add(i + " " + NoWorkSession.payload(i));
    }
    return expected;
  }
}
