package io.htcgrid.control.state;

import io.htcgrid.control.SessionRecord;

/** What became of naming a reply queue in a session. */
public sealed interface ReplyQueueResult {
  record Named(SessionRecord session) implements ReplyQueueResult {}

  /** The session names as many as it may: read its pages instead. */
  record Full(SessionRecord stored) implements ReplyQueueResult {}

  record NoSession() implements ReplyQueueResult {}
}
