package io.htcgrid.control.state;

import io.htcgrid.control.SessionRecord;

/** What {@link StateTable#begin} found. */
public sealed interface BeginResult {
  record Begun(SessionRecord session) implements BeginResult {}

  /**
   * There is a session of that id, or was and its pages are not dropped yet; it may be this very
   * submission, begun by a call whose reply was lost.
   */
  record Exists(SessionRecord stored) implements BeginResult {}
}
