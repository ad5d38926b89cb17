package io.htcgrid.control.state;

import io.htcgrid.control.SessionRecord;

/** What became of a submit lease. */
public sealed interface LeaseResult {
  record Held(SessionRecord session) implements LeaseResult {}

  /** Someone else holds it, or the session is no longer SUBMITTING. */
  record Refused(SessionRecord stored) implements LeaseResult {}

  record NoSession() implements LeaseResult {}
}
