package io.htcgrid.control.state;

import io.htcgrid.control.SessionRecord;

/** What {@link StateTable#activate} found. */
public sealed interface ActivateResult {
  record Activated(SessionRecord session) implements ActivateResult {}

  /** ACTIVE already, or ended, or another submitter holds the lease. */
  record Refused(SessionRecord stored) implements ActivateResult {}

  record NoSession() implements ActivateResult {}
}
