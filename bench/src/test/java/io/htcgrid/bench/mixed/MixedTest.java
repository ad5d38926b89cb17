package io.htcgrid.bench.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** That a whole run sends every message with its group is a test of the command. */
class MixedTest {
  @Test
  void aMessageWithoutGroupIsCountedAsSuch() {
    SentGroups groups = new SentGroups();
    Context.BeforeExecution context =
        InterceptorContext.builder()
            .request(
                SendMessageBatchRequest.builder()
                    .entries(
                        SendMessageBatchRequestEntry.builder().id("0").build(),
                        SendMessageBatchRequestEntry.builder().id("1").messageGroupId("g").build())
                    .build())
            .build();

    groups.beforeExecution(context, new ExecutionAttributes());

    assertThat(groups.take()).isEqualTo(Map.of("", 1, "g", 1));
    assertThat(groups.take()).isEmpty();
  }
}
