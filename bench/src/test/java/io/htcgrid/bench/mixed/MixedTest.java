package io.htcgrid.bench.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.report.Figure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class MixedTest {
  @Test
  void everyMessageOfAllSessionsCarriesItsGroup() throws IOException {
    List<Figure> figures =
        new Mixed()
            .run(
                new BenchSettings(
                    OptionalInt.of(1), List.of(2), List.of(), List.of(2), Optional.empty()),
                line -> {})
            .figures();

    assertThat(figures)
        .extracting(Figure::series)
        .containsExactly(
            "wait",
            "wait",
            "wait",
            "wait over next higher",
            "wait over next higher",
            "messages with the group of their session",
            "groups on messages");
    assertThat(figures.get(5).value().median()).isEqualTo(new Mix(2, 1).tasks()).isEqualTo(45);
    assertThat(figures.get(6).value().median()).isEqualTo(10);
  }

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
