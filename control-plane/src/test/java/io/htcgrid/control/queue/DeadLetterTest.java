package io.htcgrid.control.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.AnyValue;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DeadLetterTest {
  @Provide
  Arbitrary<String> texts() {
    return AnyValue.TEXT;
  }

  @Property
  void theBodyOfAnyLetterIsKeptAndItsReasonIsSendable(
      @ForAll("texts") String body, @ForAll("texts") String reason) {
    DeadLetter letter = DeadLetter.of(body, reason.repeat(20));
    assertThat(letter.body()).isEqualTo(body);
    assertThat(reason(letter)).hasSizeBetween(1, 500).matches("[\\x20-\\x{FFFD}]+");
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.integers().between(JsonMessage.MAX_BYTES / 4 - 1000, JsonMessage.MAX_BYTES);
  }

  @Property(tries = 20)
  void noLetterIsLargerThanAMessageMayBe(
      @ForAll("sizes") int size, @ForAll("texts") String reason) {
    DeadLetter letter = DeadLetter.of("a" + "\ud83d\ude00".repeat(size), "€" + reason.repeat(40));
    int bytes =
        letter.body().getBytes(StandardCharsets.UTF_8).length
            + reason(letter).getBytes(StandardCharsets.UTF_8).length;
    assertThat(bytes).isBetween(JsonMessage.MAX_BYTES - 5000, JsonMessage.MAX_BYTES);
    assertThat(letter.body()).endsWith("\ud83d\ude00");
  }

  private static String reason(DeadLetter letter) {
    return letter.attributes().values().iterator().next().stringValue();
  }
}
