package io.htcgrid.connector;

/** An error of this library or of what it depends on; please report it with its cause. */
public final class GridBugException extends GridException {
  private static final long serialVersionUID = 1L;

  GridBugException(Throwable cause) {
    super("unexpected: " + cause + "; please report this", cause);
  }
}
