package io.htcgrid.connector;

import io.htcgrid.data.SessionId;

/** A client token stands for another submission already, which is left as it is. */
public final class ClientTokenException extends GridRequestException {
  private static final long serialVersionUID = 1L;

  private final transient SessionId session;

  ClientTokenException(String token, SessionId session, String difference) {
    super(
        "client token "
            + token
            + " was used for session "
            + session
            + " with other content: "
            + difference
            + "; use another token for another session");
    this.session = session;
  }

  /** The session that the token stands for. */
  public SessionId session() {
    return session;
  }
}
