package io.htcgrid.connector;

import org.jspecify.annotations.Nullable;

/** The grid has no session of that id: it never had, or the session has expired. */
public final class NoSuchSessionException extends GridRequestException {
  private static final long serialVersionUID = 1L;

  NoSuchSessionException(String grid, String session, @Nullable Throwable cause) {
    super(
        "grid "
            + grid
            + " has no session "
            + session
            + "; check the id, or whether the session has expired",
        cause);
  }
}
