package io.htcgrid.control.explore;

import java.util.List;

/** Someone who acts, one call a move. */
interface Actor {
  String name();

  /** What it may do next; empty: nothing, now. */
  List<String> moves();

  /**
   * Makes one call. An exception leaves it where it was: it may make the move again.
   *
   * @param move one of {@link #moves()}
   */
  void make(String move);

  /** Whether a crash would leave anything behind: it has begun and has not ended. */
  boolean busy();
}
