package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.LaunchData;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.TaskOverrides;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionCallsTest {
  private static final LaunchData SESSION =
      new LaunchData(List.of("a", "b"), Map.of("X", "1", "Y", "2"));

  @Test
  void withoutOverridesTheSessionsLaunchDataStands() {
    assertThat(FunctionCalls.launch(SESSION, TaskOverrides.NONE)).isEqualTo(SESSION);
  }

  @Test
  void argumentsAreReplacedAndTheEnvironmentIsMerged() {
    TaskOverrides overrides = new TaskOverrides(null, List.of(), Map.of("Y", "3", "Z", "4"), null);

    assertThat(FunctionCalls.launch(SESSION, overrides))
        .isEqualTo(new LaunchData(List.of(), Map.of("X", "1", "Y", "3", "Z", "4")));
  }

  @Test
  void anOverriddenFunctionAloneChangesNoLaunchData() {
    assertThat(FunctionCalls.launch(SESSION, new TaskOverrides("g", null, null, null)))
        .isEqualTo(SESSION);
  }

  @Test
  void aTimeoutBeyondAllSessionsIsAsLongAsTheLongestOfThem() {
    assertThat(FunctionCalls.bounded(ChronoUnit.FOREVER.getDuration()))
        .isEqualTo(SessionSettings.LONGEST_TIMEOUT);
    assertThat(FunctionCalls.bounded(Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
    assertThat(FunctionCalls.bounded(null)).isNull();
  }
}
