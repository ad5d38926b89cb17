package io.htcgrid.control.protocol;

import io.htcgrid.control.SessionRecord;
import java.time.Instant;

/** How a submission starts. */
public sealed interface SubmissionStart {
  /** The session is new and the caller holds its submit lease. */
  record Fresh(SessionRecord session) implements SubmissionStart {}

  /** An earlier submission stopped half-way; the caller holds its lease and goes on. */
  record TookOver(SessionRecord session) implements SubmissionStart {}

  /** Another submission of the same content is under way: look again when its lease has run out. */
  record Busy(SessionRecord session, Instant until) implements SubmissionStart {}

  /** It is submitted already: check that the content is the same, and send nothing. */
  record AlreadySubmitted(SessionRecord session) implements SubmissionStart {}

  /** Other content was submitted under the same client token. */
  record Refused(SessionRecord session, String reason) implements SubmissionStart {}
}
