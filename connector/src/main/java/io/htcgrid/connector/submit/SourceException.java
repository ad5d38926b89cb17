package io.htcgrid.connector.submit;

/** Ends the reading of tasks: their own iterator threw. */
final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Throwable source;

  SourceException(Throwable source) {
    super(source);
    this.source = source;
  }

  Throwable source() {
    return source;
  }
}
