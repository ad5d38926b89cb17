package io.htcgrid.control.queue;

import java.time.Instant;

class InMemoryReplyQueuesTest extends ReplyQueuesContract {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryReplyQueues queues = new InMemoryReplyQueues(clock);

  @Override
  ReplyQueues queues() {
    return queues;
  }

  @Override
  void sendRaw(String queue, String body) {
    queues.sendRaw(queue, body);
  }

  @Override
  Instant now() {
    return clock.instant();
  }
}
