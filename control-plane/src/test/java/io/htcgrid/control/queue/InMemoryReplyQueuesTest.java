package io.htcgrid.control.queue;

import java.time.Instant;

class InMemoryReplyQueuesTest extends ReplyQueuesContract {
  private final SettableClock clock = new SettableClock();
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
