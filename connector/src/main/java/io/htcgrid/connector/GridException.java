package io.htcgrid.connector;

import org.jspecify.annotations.Nullable;

/**
 * Something that a grid could not do. The message says which thing, why, and what to do.
 *
 * <p>Three kinds are told apart: {@link GridUnavailableException}, where the same call may succeed
 * later; {@link GridRequestException} and what extends it, where the caller has to change
 * something; {@link GridBugException}, which should not happen. The others say what became of a
 * session or a task.
 */
public abstract class GridException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GridException(String message) {
    super(message);
  }

  GridException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Whether the same call may succeed later, as it is. */
  public boolean retryable() {
    return false;
  }
}
