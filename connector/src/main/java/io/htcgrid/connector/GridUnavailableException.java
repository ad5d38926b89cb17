package io.htcgrid.connector;

/** A service of the grid is throttled, down or out of reach: the same call may succeed later. */
public final class GridUnavailableException extends GridException {
  private static final long serialVersionUID = 1L;

  GridUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
