package io.htcgrid.control.queue;

/** Approximate numbers of messages of a task queue. */
public record QueueDepth(int visible, int inFlight, int delayed) {
  public boolean empty() {
    return visible == 0 && inFlight == 0 && delayed == 0;
  }
}
