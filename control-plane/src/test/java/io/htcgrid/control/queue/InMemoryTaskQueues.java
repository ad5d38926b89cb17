package io.htcgrid.control.queue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Task queues that live by a given clock and never wait; texts pass through the codec. */
public final class InMemoryTaskQueues implements TaskQueues {
  private final List<InMemoryQueue> levels = new ArrayList<>();
  private final InMemoryQueue deadLetters;

  public InMemoryTaskQueues(int levels, InstantSource clock) {
    deadLetters = new InMemoryQueue(clock);
    for (int i = 0; i < levels; i++) {
      this.levels.add(new InMemoryQueue(clock));
    }
  }

  @Override
  public int levels() {
    return levels.size();
  }

  @Override
  public synchronized Map<Integer, SendFailure> send(
      int level, String fairShareKey, List<TaskMessage> messages, Duration delay) {
    check(messages.size());
    WholeSeconds.of("delay", delay, TaskQueues.LONGEST_DELAY);
    Map<Integer, SendFailure> failures = new HashMap<>();
    BatchRoom room = new BatchRoom();
    for (int i = 0; i < messages.size(); i++) {
      String body = TaskMessageCodec.encode(messages.get(i));
      SendFailure refusal = room.add(body.length());
      if (refusal == null) {
        level(level).send(body, delay);
      } else {
        failures.put(i, refusal);
      }
    }
    return failures;
  }

  /** Puts any text on a queue. */
  public synchronized void sendRaw(int level, String body) {
    level(level).send(body, Duration.ZERO);
  }

  @Override
  public synchronized List<Received> receive(
      int level, int max, Duration wait, Duration visibility) {
    if (max < 1) {
      throw new IllegalArgumentException("max is " + max);
    }
    check(max);
    WholeSeconds.of("wait", wait, WholeSeconds.LONGEST_WAIT);
    return level(level).receive(max, visibility).stream()
        .map(each -> received(level, each))
        .toList();
  }

  private static Received received(int level, InMemoryQueue.Delivery each) {
    Decoded<TaskMessage> decoded = TaskMessageCodec.decode(each.body());
    return decoded instanceof Decoded.Value<TaskMessage> value
        ? new Received.Task(level, each.receipt(), each.receiveCount(), value.value())
        : new Received.Unreadable(
            level,
            each.receipt(),
            each.receiveCount(),
            each.body(),
            ((Decoded.Unreadable<TaskMessage>) decoded).reason());
  }

  @Override
  public synchronized Set<String> changeVisibility(int level, Map<String, Duration> visibilities) {
    return changeVisibility(level(level), visibilities);
  }

  private static Set<String> changeVisibility(
      InMemoryQueue queue, Map<String, Duration> visibilities) {
    check(visibilities.size());
    Set<String> refused = new HashSet<>();
    visibilities.forEach(
        (receipt, visibility) -> {
          if (!queue.changeVisibility(receipt, visibility)) {
            refused.add(receipt);
          }
        });
    return refused;
  }

  @Override
  public synchronized Set<String> delete(int level, List<String> receipts) {
    check(receipts.size());
    // As SQS: deleting what is gone is no error.
    receipts.forEach(level(level)::delete);
    return Set.of();
  }

  @Override
  public synchronized void deadLetter(String body, String reason) {
    deadLetters.sendLetter(body, reason);
  }

  @Override
  public synchronized List<Letter> receiveDeadLetters(int max, Duration visibility) {
    check(max);
    return deadLetters.receive(max, visibility).stream()
        .map(
            each ->
                DeadLetter.read(
                    each.receipt(),
                    each.sentAt(),
                    each.receiveCount(),
                    each.body(),
                    TaskMessageCodec.VERSION,
                    each.reason()))
        .toList();
  }

  @Override
  public synchronized Set<String> changeDeadLetterVisibility(Map<String, Duration> visibilities) {
    return changeVisibility(deadLetters, visibilities);
  }

  @Override
  public synchronized Set<String> deleteDeadLetters(List<String> receipts) {
    check(receipts.size());
    receipts.forEach(deadLetters::delete);
    return Set.of();
  }

  @Override
  public synchronized QueueDepth depth(int level) {
    return level(level).depth();
  }

  private InMemoryQueue level(int level) {
    if (level < 0 || level >= levels.size()) {
      throw new IllegalArgumentException("priority " + level + " does not exist");
    }
    return levels.get(level);
  }

  private static void check(int size) {
    if (size > BATCH) {
      throw new IllegalArgumentException(size + " entries; a batch takes " + BATCH + " at most");
    }
  }
}
