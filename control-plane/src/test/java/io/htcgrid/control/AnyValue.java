package io.htcgrid.control;

import io.htcgrid.data.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Values of the domain of every shape. */
public final class AnyValue {
  /** Includes control characters, noncharacters and halves of surrogate pairs. */
  public static final Arbitrary<String> TEXT = Arbitraries.strings().all().ofMaxLength(40);

  /** Without those halves, which have no UTF-8. */
  public static final Arbitrary<String> UTF_8 =
      TEXT.filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));

  public static final Arbitrary<SessionId> SESSION =
      Arbitraries.strings()
          .withChars("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
          .ofLength(25)
          .map(text -> new SessionId("0" + text));

  private AnyValue() {}

  public static Arbitrary<TaskOverrides> overrides(Arbitrary<String> text) {
    return Combinators.combine(
            text.injectNull(0.3),
            text.list().ofMaxSize(5).injectNull(0.3),
            environment(text).injectNull(0.3),
            duration(Long.MAX_VALUE).injectNull(0.3))
        .as(TaskOverrides::new);
  }

  public static Arbitrary<Map<String, String>> environment(Arbitrary<String> text) {
    return Arbitraries.maps(
            text.filter(name -> !name.isEmpty() && name.indexOf('=') < 0 && name.indexOf('\0') < 0),
            text)
        .ofMaxSize(5);
  }

  public static Arbitrary<SessionSettings> settings() {
    return Combinators.combine(
            UTF_8.filter(name -> !name.isBlank()),
            Combinators.combine(UTF_8.list().ofMaxSize(5), environment(UTF_8)).as(LaunchData::new),
            Arbitraries.integers().greaterOrEqual(0),
            UTF_8.injectNull(0.3),
            duration(SessionSettings.LONGEST_TIMEOUT.toNanos()),
            duration(Long.MAX_VALUE).injectNull(0.3),
            rule().list().ofMaxSize(16).map(RetryPolicy::new),
            Combinators.combine(
                    Arbitraries.of(true, false),
                    Arbitraries.maps(UTF_8, UTF_8).ofMaxSize(5),
                    UTF_8.injectNull(0.3))
                .as(Rest::new))
        .as(
            (function, launch, priority, key, timeout, taskTimeout, retry, rest) ->
                new SessionSettings(
                    function,
                    launch,
                    priority,
                    key,
                    timeout,
                    taskTimeout,
                    retry,
                    rest.failFast,
                    rest.tags,
                    rest.parent));
  }

  private record Rest(boolean failFast, Map<String, String> tags, @Nullable String parent) {}

  private static Arbitrary<RetryRule> rule() {
    Arbitrary<Duration> delay =
        Arbitraries.longs().between(0, RetryRule.LONGEST_DELAY.toNanos()).map(Duration::ofNanos);
    return Combinators.combine(
            UTF_8.list().ofMinSize(1).ofMaxSize(3),
            delay,
            Arbitraries.doubles().between(1, Double.MAX_VALUE),
            Arbitraries.integers().between(1, 1000),
            delay)
        .as(RetryRule::new);
  }

  private static Arbitrary<Duration> duration(long mostNanos) {
    return Arbitraries.longs().between(1, mostNanos).map(Duration::ofNanos);
  }
}
