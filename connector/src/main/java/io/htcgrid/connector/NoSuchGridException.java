package io.htcgrid.connector;

/** The grid's table, queues or bucket are not where they were looked for. */
public final class NoSuchGridException extends GridRequestException {
  private static final long serialVersionUID = 1L;

  NoSuchGridException(String grid, Throwable cause) {
    super(
        "there is no grid "
            + grid
            + " here; check its name, the region and the account: "
            + cause.getMessage(),
        cause);
  }
}
