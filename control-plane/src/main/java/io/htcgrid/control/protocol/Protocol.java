package io.htcgrid.control.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A protocol that advances by one AWS call at a time, so that whoever drives it may stop,
 * interleave or repeat it anywhere. An exception of a step leaves the protocol where it was: the
 * step may be repeated. Not thread-safe.
 *
 * @param <R> how it ends
 */
public interface Protocol<R> {
  /** Makes the next call. Returns how the protocol ended, or null when there is more to do. */
  @Nullable R step();

  /** Makes all remaining calls. */
  default R run() {
    R result = step();
    while (result == null) {
      result = step();
    }
    return result;
  }
}
