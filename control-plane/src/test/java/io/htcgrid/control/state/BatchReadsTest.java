package io.htcgrid.control.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

@ExtendWith(AwsServices.class)
final class BatchReadsTest {
  private final List<Duration> waits = new ArrayList<>();

  @Test
  void keysThatAThrottledServiceLeavesAreAskedForAgain(AwsEndpoints endpoints, UniqueName name) {
    Throttled throttled = new Throttled(30);
    try (TestTable table = new TestTable(endpoints, name, throttled)) {
      SessionId id = Samples.newId();
      for (int i = 0; i < 100; i++) {
        Outcomes outcomes = new Outcomes(Set.of(100 * i), Set.of(), Set.of());
        table.states().addProgress(new PageId(id, i), outcomes, Samples.EXPIRY);
      }

      StateTable states = new DynamoStateTable(table.client(), table.name(), waits::add);
      var progress = states.readProgressEventually(pages(id));

      assertThat(progress.values()).hasSize(100).allMatch(each -> each.completed().size() == 1);
      assertThat(throttled.calls).isEqualTo(4);
      assertThat(waits).hasSize(3).containsOnly(Duration.ofMillis(25));
    }
  }

  @Test
  void aServiceThatReturnsNothingAtAllIsNotAskedForEver(AwsEndpoints endpoints, UniqueName name) {
    Throttled throttled = new Throttled(0);
    try (TestTable table = new TestTable(endpoints, name, throttled)) {
      StateTable states = new DynamoStateTable(table.client(), table.name(), waits::add);

      assertThatThrownBy(() -> states.readProgressEventually(pages(Samples.newId())))
          .isInstanceOf(ProvisionedThroughputExceededException.class)
          .hasMessageContaining(name.value());
      assertThat(throttled.calls).isEqualTo(BatchReads.MAX_FRUITLESS);
      assertThat(waits)
          .hasSize(BatchReads.MAX_FRUITLESS - 1)
          .isSorted()
          .allMatch(each -> each.compareTo(Duration.ofSeconds(5)) < 0);
    }
  }

  private static List<PageId> pages(SessionId session) {
    return IntStream.range(0, 100).mapToObj(i -> new PageId(session, i)).toList();
  }

  /** Leaves all but so many keys of each batch unprocessed. */
  private static final class Throttled implements ExecutionInterceptor {
    private final int processed;
    private int calls;

    Throttled(int processed) {
      this.processed = processed;
    }

    @Override
    public SdkResponse modifyResponse(
        Context.ModifyResponse context, ExecutionAttributes executionAttributes) {
      if (!(context.response() instanceof BatchGetItemResponse reply)) {
        return context.response();
      }
      calls++;
      Map<String, KeysAndAttributes> asked =
          ((BatchGetItemRequest) context.request()).requestItems();
      Map.Entry<String, KeysAndAttributes> entry = asked.entrySet().iterator().next();
      String table = entry.getKey();
      var keys = entry.getValue().keys();
      var left = keys.subList(Math.min(processed, keys.size()), keys.size());
      var kept =
          reply.responses().getOrDefault(table, List.of()).stream()
              .filter(
                  item ->
                      left.stream().noneMatch(key -> item.entrySet().containsAll(key.entrySet())))
              .toList();
      return reply.toBuilder()
          .responses(Map.of(table, kept))
          .unprocessedKeys(
              left.isEmpty()
                  ? Map.of()
                  : Map.of(table, KeysAndAttributes.builder().keys(left).build()))
          .build();
    }
  }
}
