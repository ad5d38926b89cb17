package io.htcgrid.control.queue;

import java.time.Duration;
import java.time.Instant;

class InMemoryTaskQueuesTest extends TaskQueuesContract {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryTaskQueues queues = new InMemoryTaskQueues(2, clock);

  @Override
  TaskQueues queues() {
    return queues;
  }

  @Override
  void sendRaw(int level, String body) {
    queues.sendRaw(level, body);
  }

  @Override
  void passSecond() {
    clock.advance(Duration.ofSeconds(1));
  }
}
