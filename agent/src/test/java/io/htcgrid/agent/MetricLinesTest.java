package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.control.TaskState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class MetricLinesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final AgentMetrics metrics = new AgentMetrics(new SimpleMeterRegistry());
  private final MetricLines lines =
      new MetricLines(
          metrics, "risk", "agent-1", InstantSource.fixed(Instant.ofEpochMilli(1_234_567)));

  @Test
  void aLineTellsWhatHappenedSinceTheLastOneInTheFormatOfCloudWatch() throws IOException {
    metrics.ended(TaskState.COMPLETED);
    metrics.ended(TaskState.COMPLETED);
    metrics.ended(TaskState.FAILED);
    JsonNode first = JSON.readTree(lines.next());
    assertThat(first.at("/_aws/Timestamp").asLong()).isEqualTo(1_234_567);
    assertThat(first.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("htcgrid");
    assertThat(first.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
        .isEqualTo("[[\"Grid\"]]");
    assertThat(first.at("/_aws/CloudWatchMetrics/0/Metrics"))
        .allSatisfy(metric -> assertThat(first.has(metric.path("Name").asText())).isTrue())
        .hasSize(3);
    assertThat(first.path("Grid").asText()).isEqualTo("risk");
    assertThat(first.path("TasksCompleted").asLong()).isEqualTo(2);
    assertThat(first.path("TasksFailed").asLong()).isEqualTo(1);
    assertThat(first.path("TasksRetried").asLong()).isZero();

    metrics.ended(TaskState.FAILED);
    metrics.retried();
    JsonNode second = JSON.readTree(lines.next());
    assertThat(second.path("TasksCompleted").asLong()).isZero();
    assertThat(second.path("TasksFailed").asLong()).isEqualTo(1);
    assertThat(second.path("TasksRetried").asLong()).isEqualTo(1);
  }
}
