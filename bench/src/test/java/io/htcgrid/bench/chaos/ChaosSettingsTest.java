package io.htcgrid.bench.chaos;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChaosSettingsTest {
  @Test
  void allThatMakesNoSenseIsSaidAtOnceByOption() {
    assertThatThrownBy(
            () ->
                new ChaosSettings(
                    5, 0, 1, 0, 2, Duration.ofSeconds(4), 0, 0.7, 0.05, Duration.ofSeconds(1)))
        .hasMessage(
            "--tasks is 5; it must be 100 to 1000000; --agents is 0; it must be 1 to 32;"
                + " --faults (percent) is 70; it must be 0 to 50;"
                + " --lease (seconds) is 1; it must be 2 to 60");
  }

  @Test
  void moreKillsThanTheTasksCanBearAreRefused() {
    assertThatThrownBy(
            () ->
                new ChaosSettings(
                    100, 0, 1, 3, 2, Duration.ofSeconds(4), 5, 0, 0, Duration.ofSeconds(6)))
        .hasMessage("--kills is 5; it must be 0 to 4");
  }
}
