package io.htcgrid.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a client may ask for: settings, launch data and overrides. */
final class SessionSettingsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void whatIsOutOfBoundsIsNamed() {
    assertRefused("the function has no name", " ", 0, HOUR, null);
    assertRefused("priority is -1", "f", -1, HOUR, null);
    assertRefused("timeout is PT0S", "f", 0, Duration.ZERO, null);
    assertRefused("timeout is PT-1H", "f", 0, HOUR.negated(), null);
    assertRefused("timeout is PT312H0.001S", "f", 0, Duration.ofDays(13).plusMillis(1), null);
    assertRefused("task timeout is PT0S", "f", 0, HOUR, Duration.ZERO);
    assertThat(settings("f", 0, Duration.ofDays(13), HOUR, Map.of()).taskTimeout()).isEqualTo(HOUR);
  }

  @Test
  void laterChangesOfWhatWasGivenDoNotMatter() {
    Map<String, String> tags = new HashMap<>(Map.of("a", "1"));
    List<String> arguments = new ArrayList<>(List.of("x"));
    Map<String, String> environment = new HashMap<>(Map.of("E", "1"));
    SessionSettings settings = settings("f", 0, HOUR, null, tags);
    LaunchData launch = new LaunchData(arguments, environment);
    TaskOverrides overrides = new TaskOverrides(null, arguments, environment, null);
    tags.clear();
    arguments.clear();
    environment.clear();

    assertThat(settings.tags()).containsExactly(Map.entry("a", "1"));
    assertThat(launch).isEqualTo(new LaunchData(List.of("x"), Map.of("E", "1")));
    assertThat(overrides.arguments()).containsExactly("x");
    assertThat(overrides.environment()).containsOnlyKeys("E");
  }

  @Test
  void aVariablesNameIsNotEmptyAndHoldsNoEqualsSign() {
    for (String name : List.of("", "A=B", "A\0B")) {
      assertThatThrownBy(() -> new LaunchData(List.of(), Map.of(name, "value")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("environment");
    }
  }

  @Test
  void overridesOfNothingAreNone() {
    assertThat(new TaskOverrides(null, null, null, null).isNone()).isTrue();
    assertThat(new TaskOverrides(null, List.of(), null, null).isNone()).isFalse();
    assertThatThrownBy(() -> new TaskOverrides(null, null, null, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sessionsAreKeptForADayAtLeast() {
    assertThat(GridSettings.DEFAULT.retention()).isEqualTo(Duration.ofDays(14));
    assertThatThrownBy(() -> new GridSettings(Set.of(), Duration.ofHours(23), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT23H");
  }

  private static void assertRefused(
      String reason,
      String function,
      int priority,
      Duration timeout,
      @Nullable Duration taskTimeout) {
    assertThatThrownBy(() -> settings(function, priority, timeout, taskTimeout, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("session: " + reason);
  }

  private static SessionSettings settings(
      String function,
      int priority,
      Duration timeout,
      @Nullable Duration taskTimeout,
      Map<String, String> tags) {
    return new SessionSettings(
        function,
        LaunchData.NONE,
        priority,
        null,
        timeout,
        taskTimeout,
        RetryPolicy.DEFAULT,
        false,
        tags,
        null);
  }
}
