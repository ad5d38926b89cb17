package io.htcgrid.connector.watch;

import io.htcgrid.data.SessionId;

/** There is no such session in the grid, or it has expired. */
public final class UnknownSessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SessionId session;

  UnknownSessionException(SessionId session) {
    super("no session " + session);
    this.session = session;
  }

  public SessionId session() {
    return session;
  }
}
