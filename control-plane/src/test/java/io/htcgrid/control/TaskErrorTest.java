package io.htcgrid.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TaskErrorTest {

  @Test
  void whatFitsIsKept() {
    TaskError error = error("t".repeat(128), "m".repeat(256));

    assertThat(error.type()).isEqualTo("t".repeat(128));
    assertThat(error.message()).isEqualTo("m".repeat(256));
  }

  @Test
  void whatIsLongerIsCut() {
    TaskError error = error("t".repeat(129), "m".repeat(5000));

    assertThat(error.type()).isEqualTo("t".repeat(128));
    assertThat(error.message()).isEqualTo("m".repeat(256));
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "€", "😀"})
  void noCharacterIsCutInTwo(String character) {
    int bytes = character.getBytes(StandardCharsets.UTF_8).length;
    for (int shift = 0; shift < 4; shift++) {
      String message = error("", "x".repeat(shift) + character.repeat(200)).message();

      assertThat(message).isEqualTo("x".repeat(shift) + character.repeat((256 - shift) / bytes));
      assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(253, 256);
    }
  }

  private static TaskError error(String type, String message) {
    return new TaskError(FailureKind.FUNCTION_ERROR, type, message);
  }
}
