package io.htcgrid.runtime;

/** The runtime cannot start; the message is one sentence that says why and what to do. */
public final class RuntimeStartException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RuntimeStartException(String message, Throwable cause) {
    super(message, cause);
  }

  RuntimeStartException(String message) {
    super(message);
  }
}
