package io.htcgrid.connector;

import io.htcgrid.data.SessionId;
import org.jspecify.annotations.Nullable;

/** A submission was begun and came to nothing; the message says what is left of the session. */
public final class SubmissionFailedException extends GridException {
  private static final long serialVersionUID = 1L;

  private final transient SessionId session;

  SubmissionFailedException(SessionId session, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.session = session;
  }

  /** The session as it is known to the grid. */
  public SessionId session() {
    return session;
  }

  /** Whether its cause is passing; submit again, with the same client token to go on from here. */
  @Override
  public boolean retryable() {
    return getCause() instanceof GridException cause && cause.retryable();
  }
}
