package io.htcgrid.control.state;

import io.htcgrid.control.SessionRecord;

/** What became of ending a session. */
public sealed interface EndResult {
  record Ended(SessionRecord session) implements EndResult {}

  /** It had ended before, this way or another: what is stored stands. */
  record AlreadyEnded(SessionRecord stored) implements EndResult {}

  record NoSession() implements EndResult {}
}
