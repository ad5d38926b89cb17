package io.htcgrid.agent;

/** What became of a message that did not lead to a try. */
enum MessageFate {
  /** Its session has ended: deleted. */
  STALE,
  /** Its task was terminal already: committed again, and deleted. */
  REPEATED,
  /** Held by another agent, or not due: left invisible until then. */
  NOT_YET,
  /** Unreadable, or of no session: on the dead-letter queue, with the reason. */
  DEAD_LETTERED,
  /** Received without room for it: visible again at once. */
  RETURNED
}
