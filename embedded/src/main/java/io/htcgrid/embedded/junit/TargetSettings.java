package io.htcgrid.embedded.junit;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from.
 *
 * @param properties system properties, by key; they win
 * @param environment environment variables, by name
 */
record TargetSettings(
    Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {

  static TargetSettings ofThisProcess() {
    return new TargetSettings(System::getProperty, System::getenv);
  }

  /** The same, with this target. */
  TargetSettings withTarget(String target) {
    return new TargetSettings(
        key -> key.equals(TestTarget.TARGET_KEY) ? target : properties.apply(key), environment);
  }

  /** The setting of {@code a.b.c}, also as the environment's {@code A_B_C}; blank is absent. */
  @Nullable String get(String key) {
    String property = present(properties.apply(key));
    return property != null ? property : variable(key.replace('.', '_').toUpperCase(Locale.ROOT));
  }

  @Nullable String variable(String name) {
    return present(environment.apply(name));
  }

  private static @Nullable String present(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }
}
