package io.htcgrid.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one task changes of its session's settings; null means: as the session has it.
 *
 * @param environment merged over the session's environment
 * @param timeout of one attempt
 */
public record TaskOverrides(
    @Nullable String function,
    @Nullable List<String> arguments,
    @Nullable Map<String, String> environment,
    @Nullable Duration timeout) {
  public static final TaskOverrides NONE = new TaskOverrides(null, null, null, null);

  /** The largest JSON form of one task's overrides, in bytes. */
  public static final int MAX_BYTES = 2048;

  public TaskOverrides {
    arguments = arguments == null ? null : List.copyOf(arguments);
    environment = environment == null ? null : new LaunchData(List.of(), environment).environment();
    if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
      throw new IllegalArgumentException("task timeout is " + timeout + "; it must be positive");
    }
  }

  public boolean isNone() {
    return equals(NONE);
  }
}
