package io.htcgrid.connector;

import org.jspecify.annotations.Nullable;

/** The thread was interrupted while it waited. Its interrupt flag is set. */
public final class GridInterruptedException extends GridException {
  private static final long serialVersionUID = 1L;

  GridInterruptedException(@Nullable Throwable cause) {
    super("interrupted while waiting for the grid", cause);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
