package io.htcgrid.control.state;

import io.htcgrid.control.SessionRecord;

/** What became of ending a session. */
public sealed interface EndResult {
  record Ended(SessionRecord session) implements EndResult {}

  /** It had ended before, this way or another: what is stored stands. */
  record AlreadyEnded(SessionRecord stored) implements EndResult {}

  /** Its submission is another's by now, or over: it goes on. */
  record LeaseLost(SessionRecord stored) implements EndResult {}

  record NoSession() implements EndResult {}
}
