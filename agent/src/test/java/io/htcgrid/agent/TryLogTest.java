package io.htcgrid.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.TaskError;
import java.util.List;
import org.junit.jupiter.api.Test;

class TryLogTest {
  private static final TaskError ERROR =
      new TaskError(FailureKind.FUNCTION_CRASHED, "Runtime.ExitError", "exit status 3");

  @Test
  void aTryIsOneLineOfJson() throws Exception {
    byte[] log = TryLog.with(new byte[0], Samples.claim(0), ERROR, "a\nb\n", Samples.CREATED);

    JsonNode line = JsonMapper.builder().build().readTree(log);
    assertThat(line.get("attempt").intValue()).isEqualTo(1);
    assertThat(line.get("agent").textValue()).isEqualTo("agent");
    assertThat(line.get("endedAt").textValue()).isEqualTo("2026-11-22T10:00:00Z");
    assertThat(line.get("kind").textValue()).isEqualTo("FUNCTION_CRASHED");
    assertThat(line.get("type").textValue()).isEqualTo("Runtime.ExitError");
    assertThat(line.get("message").textValue()).isEqualTo("exit status 3");
    assertThat(line.get("log").textValue()).isEqualTo("a\nb\n");
  }

  @Test
  void furtherTriesAreAppendedAndTheMiddleOnesDropOut() {
    byte[] log = new byte[0];
    for (int attempt = 0; attempt < TryLog.MOST_TRIES + 5; attempt++) {
      log = TryLog.with(log, Samples.claim(0), ERROR, "log " + attempt, Samples.CREATED);
    }

    List<String> lines = new String(log, UTF_8).lines().toList();
    assertThat(lines).hasSize(TryLog.MOST_TRIES);
    assertThat(lines.get(0)).contains("\"log 0\"");
    assertThat(lines.get(1)).contains("\"log 6\"");
    assertThat(lines.get(TryLog.MOST_TRIES - 1)).contains("\"log 24\"");
  }

  @Test
  void aLongLogKeepsItsEnd() {
    String tail = "x".repeat(TryLog.MOST_LOG_CHARACTERS) + "the end";

    byte[] log = TryLog.with(new byte[0], Samples.claim(0), ERROR, tail, Samples.CREATED);

    assertThat(new String(log, UTF_8)).contains("xthe end\"").hasSizeLessThan(17_000);
  }
}
