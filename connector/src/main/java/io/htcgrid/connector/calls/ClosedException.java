package io.htcgrid.connector.calls;

/** The connector was closed while a call went on or before it began. */
public final class ClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClosedException() {
    super("the connector is closed");
  }
}
