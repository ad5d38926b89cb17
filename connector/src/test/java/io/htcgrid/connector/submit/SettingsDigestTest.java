package io.htcgrid.connector.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.LaunchData;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.SessionSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettingsDigestTest {
  private static SessionSettings settings(
      String function,
      LaunchData launch,
      int priority,
      @Nullable String key,
      Duration timeout,
      @Nullable Duration taskTimeout,
      RetryPolicy retry,
      boolean failFast,
      Map<String, String> tags,
      @Nullable String parent) {
    return new SessionSettings(
        function, launch, priority, key, timeout, taskTimeout, retry, failFast, tags, parent);
  }

  private static final Duration HOUR = Duration.ofHours(1);
  private static final LaunchData NONE = LaunchData.NONE;
  private static final RetryPolicy RETRY = RetryPolicy.DEFAULT;

  @Test
  void everySettingCounts() {
    LaunchData arguments = new LaunchData(List.of("a"), Map.of());
    LaunchData environment = new LaunchData(List.of(), Map.of("A", "b"));
    List<SessionSettings> all =
        List.of(
            settings("f", NONE, 0, null, HOUR, null, RETRY, false, Map.of(), null),
            settings("g", NONE, 0, null, HOUR, null, RETRY, false, Map.of(), null),
            settings("f", arguments, 0, null, HOUR, null, RETRY, false, Map.of(), null),
            settings("f", environment, 0, null, HOUR, null, RETRY, false, Map.of(), null),
            settings("f", NONE, 1, null, HOUR, null, RETRY, false, Map.of(), null),
            settings("f", NONE, 0, "k", HOUR, null, RETRY, false, Map.of(), null),
            settings("f", NONE, 0, null, HOUR.plusMillis(1), null, RETRY, false, Map.of(), null),
            settings("f", NONE, 0, null, HOUR, HOUR, RETRY, false, Map.of(), null),
            settings("f", NONE, 0, null, HOUR, null, RetryPolicy.NONE, false, Map.of(), null),
            settings("f", NONE, 0, null, HOUR, null, RETRY, true, Map.of(), null),
            settings("f", NONE, 0, null, HOUR, null, RETRY, false, Map.of("t", "u"), null),
            settings("f", NONE, 0, null, HOUR, null, RETRY, false, Map.of(), "p"));
    assertThat(all.stream().map(SettingsDigest::of).distinct()).hasSize(all.size());
  }

  @Test
  void theOrderOfMapsDoesNotCount() {
    Map<String, String> one = new LinkedHashMap<>();
    Map<String, String> other = new LinkedHashMap<>();
    Stream.of("a", "b", "c").forEach(name -> one.put(name, name));
    Stream.of("c", "b", "a").forEach(name -> other.put(name, name));
    assertThat(SettingsDigest.of(settings("f", NONE, 0, null, HOUR, null, RETRY, false, one, null)))
        .isEqualTo(
            SettingsDigest.of(settings("f", NONE, 0, null, HOUR, null, RETRY, false, other, null)));
  }
}
