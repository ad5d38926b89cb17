package io.htcgrid.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.control.config.GridConfig;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScalingTest {
  private static final GridConfig GRID = GridConfig.of("grid", "some-bucket");

  private final JsonNode spec =
      new Manifests()
          .documents(Folders.text(Folders.KUBERNETES.resolve("base/scaledobject.yaml")))
          .get(0)
          .path("spec");

  @Test
  void agentsGoToZeroAndBack() {
    assertThat(spec.path("minReplicaCount").asInt(-1)).isZero();
    assertThat(spec.path("maxReplicaCount").asInt()).isPositive();
  }

  @Test
  void everyQueueOfTheGridCountsWithItsMessagesInFlight() {
    List<String> queues =
        IntStream.range(0, GRID.priorityLevels())
            .mapToObj(level -> GRID.taskQueueName(level).replaceFirst("^grid", "GRID"))
            .toList();

    assertThat(spec.path("triggers"))
        .extracting(trigger -> trigger.at("/metadata/queueURL").asText())
        .containsExactlyElementsOf(queues);
    assertThat(spec.path("triggers"))
        .allSatisfy(
            trigger ->
                assertThat(trigger.at("/metadata/scaleOnInFlight").asText()).isEqualTo("true"));
  }

  @Test
  void theLevelsAddUp() {
    List<String> names =
        IntStream.range(0, spec.path("triggers").size())
            .mapToObj(i -> spec.path("triggers").path(i).path("name").asText())
            .toList();

    assertThat(spec.at("/advanced/scalingModifiers/formula").asText())
        .isEqualTo(String.join(" + ", names));
  }
}
