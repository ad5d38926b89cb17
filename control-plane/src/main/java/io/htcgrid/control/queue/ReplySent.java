package io.htcgrid.control.queue;

/** What became of events sent to a reply queue. */
public sealed interface ReplySent {
  /** The first {@code events} of them are sent. */
  record Sent(int events) implements ReplySent {}

  /** The queue does not exist any more: its connector is gone. */
  record QueueGone() implements ReplySent {}
}
