package io.htcgrid.control.queue;

import java.util.List;

/** A received batch of events. */
public record ReplyMessage(String receipt, List<SessionEvent> events) {
  public ReplyMessage {
    events = List.copyOf(events);
  }
}
