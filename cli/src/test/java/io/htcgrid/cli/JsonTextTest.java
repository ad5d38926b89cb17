package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  private static Optional<String> of(String text) {
    return JsonText.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void numbersAndEscapesStayAsTheyAreWritten() {
    String exact =
        "{\"pv\":0.12345678901234567890123,\"n\":1.10,\"big\":1e400,\"s\":\"\\u00e9\\n\"}";
    assertThat(of(exact)).hasValue(exact);
    assertThat(of(" -0.0 ")).hasValue("-0.0");
  }

  @Test
  void aDeepOrLongValueIsJsonToo() {
    String deep = "[".repeat(100_000) + "-" + "7".repeat(100_000) + "]".repeat(100_000);
    assertThat(of(deep)).hasValue(deep);
  }

  @Test
  void severalLinesBecomeOneThatSaysTheSame() {
    assertThat(of("{\n  \"a\" : [1.10,\r\n\t2],\n\n  \"b\": \"x  y\"\n}\n"))
        .hasValue("{\"a\" : [1.10,2],\"b\": \"x  y\"}");
  }

  @Test
  void whatIsNotOneValueInUtf8IsNoJson() {
    for (String other :
        new String[] {"", " ", "1 2", "{", "[1,]", "{a:1}", "01", "nope", "\"a\nb\"", "\"\\x\""}) {
      assertThat(of(other)).as(other).isEmpty();
    }
    assertThat(JsonText.of(new byte[] {'"', (byte) 0xff, '"'})).isEmpty();
    assertThat(JsonText.of("[1]".getBytes(StandardCharsets.UTF_16LE))).isEmpty();
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheValue() {
    assertThat(of("\uFEFF[1]")).hasValue("[1]");
  }
}
