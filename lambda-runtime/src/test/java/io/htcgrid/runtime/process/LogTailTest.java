package io.htcgrid.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LogTailTest {

  private static void add(LogTail tail, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    tail.add(bytes, bytes.length);
  }

  @Property(tries = 200)
  void itIsTheEndOfAllThatWasAdded(
      @ForAll @Size(max = 6) List<@IntRange(max = 9000) Integer> lengths) {
    var tail = new LogTail();
    var all = new StringBuilder();
    for (int length : lengths) {
      String text = Integer.toString(length).repeat(length).substring(0, length);
      all.append(text);
      add(tail, text);
    }

    assertThat(new String(tail.last(), UTF_8))
        .isEqualTo(all.substring(Math.max(0, all.length() - LogTail.CAPACITY)));
  }

  @Test
  void itBeginsWithAWholeCharacter() {
    for (String character : new String[] {"ü", "€", "😀"}) {
      for (int shift = 0; shift < 4; shift++) {
        var tail = new LogTail();
        add(tail, character.repeat(3000) + "x".repeat(shift));

        assertThat(new String(tail.last(), UTF_8)).startsWith(character).doesNotContain("\uFFFD");
      }
    }
  }

  @Test
  void nothingIsLeftAfterItWasCleared() {
    var tail = new LogTail();
    add(tail, "before");
    tail.clear();
    add(tail, "after");

    assertThat(new String(tail.last(), UTF_8)).isEqualTo("after");
  }

  @Test
  void theLastLineIsTheLastThatSaysSomething() {
    assertThat(InvocationLog.lastLine("one\ntwo\n\n  \n".getBytes(UTF_8))).isEqualTo("two");
    assertThat(InvocationLog.lastLine(new byte[0])).isEmpty();
    assertThat(InvocationLog.lastLine("x".repeat(500).getBytes(UTF_8))).hasSize(201).endsWith("…");
  }
}
