package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.bench.report.BenchResult;
import io.htcgrid.bench.report.Figure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  private static final int TASKS = 45;
  private static final int GROUPS = 10;

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path home;

  /** The benchmark is one of the quickest; every message of all its sessions carries its group. */
  @Test
  void aBenchmarkPrintsATableAndADocumentOnOneLineAndDrawsAChart() throws IOException {
    Path chart = home.resolve("mixed.png");

    Shell.Answer answer =
        new Shell(home)
            .run("bench", "mixed", "--runs=1", "--tasks=2", "--slots=2", "--chart=" + chart);

    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.OK);
    List<String> lines = answer.out().lines().toList();
    assertThat(lines.get(0)).startsWith("mixed: runs 1, slots 2");
    assertThat(lines.get(1)).startsWith("on: processors ");
    assertThat(lines.get(2)).startsWith("figure ");
    JsonNode document = Console.json().readTree(lines.get(lines.size() - 1));
    assertThat(document.path("benchmark").asText()).isEqualTo("mixed");
    assertThat(document.path("machine").path("dynamoDbLocal").asText()).isNotEmpty();
    List<JsonNode> figures =
        StreamSupport.stream(document.path("figures").spliterator(), false).toList();
    assertThat(figures)
        .extracting(figure -> figure.path("figure").asText())
        .containsExactly(
            "wait",
            "wait",
            "wait",
            "wait over next higher",
            "wait over next higher",
            "messages with the group of their session",
            "groups on messages");
    assertThat(figures.get(5).path("median").asInt()).isEqualTo(TASKS);
    assertThat(figures.get(6).path("median").asInt()).isEqualTo(GROUPS);
    assertThat(ImageIO.read(chart.toFile()).getHeight()).isPositive();
  }

  @Test
  void withJsonAsTheOutputTheTableGoesToStderr() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    BenchResult result =
        new BenchResult("mixed", Map.of(), List.of(Figure.of("wait", "s", 1)), List.of());

    BenchCommand.answer(
        new Console(new PrintWriter(out), new PrintWriter(err), OutputFormat.json, false), result);

    assertThat(new Shell.Answer(0, out.toString(), "").json().at("/figures/0/figure").asText())
        .isEqualTo("wait");
    assertThat(err.toString()).startsWith("mixed: ").contains("wait");
  }

  @Test
  void aChartThatCannotBeWrittenIsRefusedBeforeAnythingIsMeasured() {
    Shell.Answer answer =
        new Shell(home).run("bench", "mixed", "--chart", home.resolve("no/such.png").toString());

    assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err()).contains("--chart: no file").doesNotContain("sessions on");
  }
}
