package io.htcgrid.control.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.config.TestGrid;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Counts the requests of a sweeper that finds nothing to do; docs/reliability.md quotes them. */
@ExtendWith(AwsServices.class)
class IdleCostTest {
  private static final class Requests implements ExecutionInterceptor {
    private final Map<String, Integer> byOperation = new ConcurrentHashMap<>();

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes about) {
      byOperation.merge(
          about.getAttribute(SdkExecutionAttribute.SERVICE_NAME)
              + "."
              + about.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
          1,
          Integer::sum);
    }

    private Map<String, Integer> take() {
      Map<String, Integer> taken = new TreeMap<>(byOperation);
      byOperation.clear();
      return taken;
    }
  }

  @Test
  void aRunThatFindsNothingToDoTakesSeventyRequestsAndTwoPerOpenSession(
      AwsEndpoints aws, UniqueName name) {
    Requests requests = new Requests();
    try (SweptGrid grid = new SweptGrid(TestGrid.create(aws, name.value()));
        GridClients counted =
            GridClients.builder(grid.services.config()).interceptor(requests).open()) {
      GridServices real = counted.services();
      Sweeper sweeper =
          Sweeper.of(
              new GridServices(
                  real.config(),
                  real.table(),
                  real.queues(),
                  real.replies(),
                  real.blobs(),
                  grid.clock));
      for (int i = 0; i < EmptyQueues.RUNS; i++) {
        grid.clock.advance(Duration.ofMinutes(1));
        sweeper.runOnce();
      }
      requests.take();
      Map<String, Integer> empty = run(grid, sweeper, requests);
      assertThat(empty)
          .isEqualTo(
              Map.of(
                  "DynamoDb.Query", 4 * StateTable.INDEX_SHARDS,
                  "DynamoDb.GetItem", 5,
                  "Sqs.GetQueueAttributes", real.config().priorityLevels(),
                  "Sqs.ReceiveMessage", 1,
                  "Sqs.ListQueues", 1));

      grid.registered(1);
      requests.take();
      Map<String, Integer> one = run(grid, sweeper, requests);
      assertThat(one)
          .isEqualTo(with(with(empty, "DynamoDb.BatchGetItem", 7), "DynamoDb.GetItem", 6));

      int sessions = 41;
      for (int i = 1; i < sessions; i++) {
        grid.registered(1);
      }
      requests.take();
      Map<String, Integer> many = run(grid, sweeper, requests);
      assertThat(many.get("DynamoDb.GetItem")).isEqualTo(5 + sessions);
      assertThat(many.getOrDefault("DynamoDb.BatchGetItem", 0))
          .isLessThanOrEqualTo(6 * StateTable.INDEX_SHARDS + sessions);
      assertThat(many.keySet()).isEqualTo(one.keySet());
    }
  }

  private static Map<String, Integer> run(SweptGrid grid, Sweeper sweeper, Requests requests) {
    grid.clock.advance(Duration.ofMinutes(1));
    assertThat(sweeper.runOnce().failed()).isFalse();
    return requests.take();
  }

  private static Map<String, Integer> with(Map<String, Integer> map, String key, int value) {
    Map<String, Integer> changed = new TreeMap<>(map);
    changed.put(key, value);
    return changed;
  }
}
