package io.htcgrid.connector;

import io.htcgrid.data.SessionId;

/** The session is there, but has no task of that index. */
public final class NoSuchTaskException extends GridRequestException {
  private static final long serialVersionUID = 1L;

  NoSuchTaskException(SessionId session, int index) {
    super(
        "session "
            + session
            + " has no task "
            + index
            + "; its tasks are numbered from 0, and its status tells how many there are");
  }
}
