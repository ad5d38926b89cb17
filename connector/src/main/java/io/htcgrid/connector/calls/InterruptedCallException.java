package io.htcgrid.connector.calls;

/** The thread was interrupted while it waited; its interrupt flag is set again. */
public final class InterruptedCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private InterruptedCallException(Throwable cause) {
    super("interrupted while waiting", cause);
  }

  /** Sets the thread's interrupt flag again. */
  public static InterruptedCallException restoring(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new InterruptedCallException(cause);
  }

  /** For what failed because the thread's interrupt flag is set, which it stays. */
  public static InterruptedCallException during(RuntimeException cause) {
    return new InterruptedCallException(cause);
  }
}
