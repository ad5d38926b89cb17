package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void whatIsWrittenWhileABarIsShownHasLinesOfItsOwn() throws Exception {
    try (Progress.Bar bar = new Progress.Bar("session", 2, terminal)) {
      for (int ended = 1; ended <= 2; ended++) {
        String shown = (ended - 1) + "/2";
        Eventually.check(
            "the bar is drawn", () -> bytes.toString(StandardCharsets.UTF_8).contains(shown));
        String answer = "{\"index\":" + ended + "}";
        bar.aside(() -> terminal.println(answer));
        bar.ended(ended, 0);
      }
    }
    List<String> seen =
        Stream.of(bytes.toString(StandardCharsets.UTF_8).split("\n", 0))
            .map(ProgressTest::overwritten)
            .toList();
    assertThat(seen).hasSize(3).startsWith("{\"index\":1}", "{\"index\":2}");
    assertThat(seen.get(2)).contains("2/2");
  }

  /** What is left to see of a line whose beginning the cursor returned to. */
  private static String overwritten(String line) {
    StringBuilder seen = new StringBuilder();
    for (String part : line.split("\r", -1)) {
      seen.replace(0, Math.min(part.length(), seen.length()), part);
    }
    return seen.toString().stripTrailing();
  }
}
