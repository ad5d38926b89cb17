package io.htcgrid.control.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskTry;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTryJsonTest {
  private static final Instant AT = Instant.parse("2026-11-25T10:00:00.123Z");

  @Property(tries = 200)
  void aTryIsOneLineThatIsReadAsItWas(
      @ForAll int attempt,
      @ForAll FailureKind kind,
      @ForAll String text,
      @ForAll boolean isLogged) {
    TaskTry before =
        new TaskTry(
            attempt, "agent/1", AT, new TaskError(kind, "Type", text), isLogged ? text : null);
    String line = TaskTryJson.line(before);
    assertThat(line.lines()).hasSize(1);
    assertThat(TaskTryJson.parse(line)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{}",
        "[]",
        "{\"attempt\":1,\"agent\":\"a\",\"endedAt\":\"today\",\"kind\":\"FUNCTION_ERROR\",\"type\":\"T\",\"message\":\"m\"}",
        "{\"attempt\":1,\"agent\":\"a\",\"endedAt\":\"2026-11-25T10:00:00Z\",\"kind\":\"NEW\",\"type\":\"T\",\"message\":\"m\"}"
      })
  void whatIsNoTryIsRefused(String line) {
    assertThatThrownBy(() -> TaskTryJson.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
