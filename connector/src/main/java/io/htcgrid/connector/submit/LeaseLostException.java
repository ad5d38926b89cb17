package io.htcgrid.connector.submit;

import io.htcgrid.control.SessionRecord;

/** Ends the reading of tasks: the session is another submission's now, or has ended. */
final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SessionRecord stored;

  LeaseLostException(SessionRecord stored) {
    super("the submit lease of session " + stored.id() + " is lost");
    this.stored = stored;
  }

  SessionRecord stored() {
    return stored;
  }
}
