package io.htcgrid.connector;

import java.time.Duration;

/** A session had not ended when the caller's patience did. The session goes on. */
public final class AwaitTimeoutException extends GridException {
  private static final long serialVersionUID = 1L;

  private final transient SessionStatus status;

  AwaitTimeoutException(Duration waited, SessionStatus status) {
    super(
        "session "
            + status.id()
            + " is "
            + status.state()
            + " after "
            + waited
            + " of waiting; wait again, or cancel it");
    this.status = status;
  }

  /** How far the session was. */
  public SessionStatus status() {
    return status;
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
