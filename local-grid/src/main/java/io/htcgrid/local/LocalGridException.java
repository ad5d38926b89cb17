package io.htcgrid.local;

/** A local grid could not start or stop; the message says why and what to do. */
public final class LocalGridException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LocalGridException(String message, Throwable cause) {
    super(message, cause);
  }
}
