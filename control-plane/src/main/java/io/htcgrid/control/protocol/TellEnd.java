package io.htcgrid.control.protocol;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.queue.SessionEvent;
import java.util.ArrayDeque;
import java.util.Deque;

/** Tells a session's connectors that it ended, one a step. */
final class TellEnd {
  private final ReplyQueues replies;
  private final Deque<String> left = new ArrayDeque<>();
  private final SessionEvent.SessionEnded event;

  TellEnd(ReplyQueues replies, SessionRecord ended) {
    this.replies = replies;
    this.event = new SessionEvent.SessionEnded(ended.id(), ended.state(), ended.endReason());
    left.addAll(ended.replyQueues());
  }

  boolean done() {
    return left.isEmpty();
  }

  void step() {
    Hints.tell(replies, left.remove(), event);
  }
}
