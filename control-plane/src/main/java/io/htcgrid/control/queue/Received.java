package io.htcgrid.control.queue;

/** A message as received from a task queue. */
public sealed interface Received {
  /** The priority level it came from. */
  int level();

  /** What deletes it or changes its visibility; good for this receive only. */
  String receipt();

  /** How often it was received; decides nothing, and is logged. */
  int receiveCount();

  record Task(int level, String receipt, int receiveCount, TaskMessage message)
      implements Received {}

  /**
   * Not a task message of a version that this release reads.
   *
   * @param reason one sentence
   */
  record Unreadable(int level, String receipt, int receiveCount, String body, String reason)
      implements Received {}
}
