package io.htcgrid.connector;

/** The {@link HtcGrid} was closed before or during the call. */
public final class GridClosedException extends GridRequestException {
  private static final long serialVersionUID = 1L;

  GridClosedException(String grid) {
    super("the connection to grid " + grid + " is closed; open another with HtcGrid.connect");
  }
}
