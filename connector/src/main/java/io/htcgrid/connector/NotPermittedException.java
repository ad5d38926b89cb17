package io.htcgrid.connector;

/** The program's credentials do not allow the call. */
public final class NotPermittedException extends GridRequestException {
  private static final long serialVersionUID = 1L;

  NotPermittedException(String grid, Throwable cause) {
    super(
        "no permission to do this in grid "
            + grid
            + "; use credentials that have it, or ask the grid's operator: "
            + cause.getMessage(),
        cause);
  }
}
