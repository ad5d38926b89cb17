package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("input.jsonl"), text);
  }

  @Test
  void emptyLinesAreCountedInNumbersAndPassedOverAsPayloads() throws IOException {
    Path file = file("1\n\n  \t\r\n{\"b\":2}\r\n3");
    assertThat(JsonLines.check(file, "input", 100)).isEqualTo(3);
    try (Stream<JsonLines.Line> lines = JsonLines.open(file)) {
      assertThat(lines)
          .extracting(
              line ->
                  line.number() + ":" + new String(line.bytes(), StandardCharsets.UTF_8).strip())
          .containsExactly("1:1", "4:{\"b\":2}", "5:3");
    }
  }

  @Test
  void theFirstBadLineIsNamed() throws IOException {
    for (String bad : new String[] {"{", "nope", "1 2", "[1}", "\u0000"}) {
      Path file = file("true\n" + bad + "\n1\n");
      assertThatThrownBy(() -> JsonLines.check(file, "input", 100))
          .as(bad)
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("input, line 2: ")
          .hasMessageContaining("nothing was submitted");
    }
  }

  @Test
  void howeverDeepAndLongItIsJsonIsAPayload() throws IOException {
    String deep = "[".repeat(100_000) + "7".repeat(100_000) + "]".repeat(100_000);
    String name = "{\"" + "n".repeat(100_000) + "\":1}";
    String text = '"' + "t".repeat(25_000_000) + '"';
    Path file = file(String.join("\n", deep, name, text));
    assertThat(JsonLines.check(file, "input", 30_000_000)).isEqualTo(3);

    Path deeper = file("[".repeat(PayloadJson.DEEPEST + 1) + "]".repeat(PayloadJson.DEEPEST + 1));
    assertThatThrownBy(() -> JsonLines.check(deeper, "input", 30_000_000))
        .hasMessage("input, line 1: is nested deeper than 1000000 levels; nothing was submitted");
  }

  @Test
  void aLineLongerThanAPayloadMayBeIsRefused() throws IOException {
    Path file = file("[1]\n[1,2]\n");
    assertThat(JsonLines.check(file, "input", 5)).isEqualTo(2);
    assertThatThrownBy(() -> JsonLines.check(file, "input", 4))
        .hasMessageContaining("line 2")
        .hasMessageContaining("4 bytes");
  }

  @Test
  void aLineOfManyBlanksBeforeItsJsonIsStillAPayload() throws IOException {
    Path file = file(" ".repeat(200) + "7\n");
    assertThat(JsonLines.check(file, "input", 1000)).isEqualTo(1);
  }
}
