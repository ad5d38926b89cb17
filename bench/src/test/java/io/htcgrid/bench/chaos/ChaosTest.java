package io.htcgrid.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(1) // The longest: other classes run beside it.
class ChaosTest {
  private static final ChaosSettings SHORT =
      new ChaosSettings(
          400, 1, 11, 3, 2, Duration.ofSeconds(12), 3, 0.05, 0.05, Duration.ofSeconds(3));

  @Test
  void noTaskIsLostWrongOrDoubledWhateverDies() throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    ChaosResult result =
        new Chaos(new PrintStream(out, true, StandardCharsets.UTF_8), System.err).run(SHORT);

    assertThat(result.problems()).isEmpty();
    assertThat(result.isRight()).as(result.toString()).isTrue();
    assertThat(result.tasks()).isEqualTo(401);
    // What the run was to go through did happen.
    assertThat(result.kills()).isGreaterThanOrEqualTo(3);
    // Three or four, but for tries whose agent was frozen or killed by plan just then.
    assertThat(result.killsByTasks()).isPositive();
    assertThat(result.faultCount()).isPositive();
    assertThat(result.retries()).isPositive();
    assertThat(result.runs()).isGreaterThan(401);
    assertThat(result.recoveries()).isPositive();
    assertThat(out.toString(StandardCharsets.UTF_8).lines().reduce((first, last) -> last))
        .get()
        .asString()
        .startsWith("chaos: tasks=401 seed=11 ")
        .contains(" lost=0 wrong=0 doubled=0 ")
        .endsWith(" verdict=right");
  }
}
