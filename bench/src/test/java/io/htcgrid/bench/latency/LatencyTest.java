package io.htcgrid.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.latency.Mark.Point;
import io.htcgrid.bench.latency.Mark.Side;
import io.htcgrid.bench.report.BenchResult;
import io.htcgrid.bench.report.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyTest {
  private static final int FIGURES = 3 + Milestone.values().length;

  @TempDir Path folder;

  @Test
  void sessionsOfOneTaskAreFollowedStepByStepAsIsAndWithDelays() throws IOException {
    Path delays = Files.writeString(folder.resolve("d.toml"), "[Sqs]\nmedian = 1\np99 = 2");

    BenchResult result =
        new Latency(1)
            .run(
                new BenchSettings(
                    OptionalInt.of(2), List.of(), List.of(), List.of(), Optional.of(delays)),
                line -> {});

    assertThat(result.figures())
        .extracting(Figure::point)
        .containsOnly("as is", delays + " delays")
        .hasSize(2 * FIGURES + 1);
    assertThat(result.figures())
        .filteredOn(figure -> figure.series().equals("bare calls"))
        .singleElement()
        .satisfies(bare -> assertThat(bare.point()).isEqualTo("as is"));
    assertThat(result.figures())
        .filteredOn(figure -> figure.target().isPresent())
        .extracting(Figure::series)
        .containsExactly("submit to result", "submit to result");
  }

  @Test
  void theStepsOfASessionAddUpToItsTime() {
    SessionTrace trace =
        SessionTrace.of(
            0,
            65,
            100,
            List.of(
                new Mark(Side.CONNECTOR, Point.BEGIN, "SendMessageBatch", 10),
                new Mark(Side.AGENT, Point.END, "ReceiveMessage", 20),
                new Mark(Side.AGENT, Point.END, "UpdateItem T", 30),
                new Mark(Side.AGENT, Point.BEGIN, "PutObject", 40),
                new Mark(Side.AGENT, Point.END, "PutObject", 50),
                new Mark(Side.AGENT, Point.END, "UpdateItem T", 60),
                new Mark(Side.AGENT, Point.END, "UpdateItem PROGRESS", 70),
                new Mark(Side.CONNECTOR, Point.BEGIN, "SendMessage", 75),
                new Mark(Side.AGENT, Point.BEGIN, "SendMessage", 80),
                new Mark(Side.CONNECTOR, Point.END, "ReceiveMessage", 90)));

    assertThat(trace.stepNanos().values()).hasSize(10).containsOnly(10L);
    assertThat(trace.totalNanos()).isEqualTo(100);
    assertThat(trace.submitNanos()).isEqualTo(65);
  }

  @Test
  void aSessionThatNobodyReceivedIsToldOf() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                SessionTrace.of(
                    0, 1, 2, List.of(new Mark(Side.CONNECTOR, Point.BEGIN, "SendMessageBatch", 1))))
        .withMessage("RECEIVED: AGENT made no ReceiveMessage");
  }
}
