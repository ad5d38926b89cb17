package io.htcgrid.control.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A standard queue as SQS has it, first in first out as far as visibility allows. Never waits. Not
 * thread-safe.
 */
final class InMemoryQueue {
  /** A received message. */
  record Delivery(
      String receipt, Instant sentAt, int receiveCount, String body, @Nullable String reason) {}

  private static final class Stored {
    private final long number;
    private final String body;
    private final @Nullable String reason;
    private final Instant sentAt;
    private Instant visibleAt;
    private int receiveCount;

    private Stored(
        long number, String body, @Nullable String reason, Instant sentAt, Instant visibleAt) {
      this.number = number;
      this.body = body;
      this.reason = reason;
      this.sentAt = sentAt;
      this.visibleAt = visibleAt;
    }

    /** Good for the latest receive only. */
    private String receipt() {
      return number + "-" + receiveCount;
    }
  }

  private final InstantSource clock;
  private final List<Stored> messages = new ArrayList<>();
  private long sent;

  InMemoryQueue(InstantSource clock) {
    this.clock = clock;
  }

  void send(String body, Duration delay) {
    Instant now = clock.instant();
    messages.add(new Stored(sent++, body, null, now, now.plus(delay)));
  }

  void sendLetter(String body, String reason) {
    Instant now = clock.instant();
    messages.add(new Stored(sent++, body, reason, now, now));
  }

  List<Delivery> receive(int max, Duration visibility) {
    Instant now = clock.instant();
    List<Delivery> received = new ArrayList<>();
    for (Stored each : messages) {
      if (received.size() < max && !each.visibleAt.isAfter(now)) {
        each.receiveCount++;
        each.visibleAt = now.plus(visibility);
        received.add(
            new Delivery(each.receipt(), each.sentAt, each.receiveCount, each.body, each.reason));
      }
    }
    return received;
  }

  boolean changeVisibility(String receipt, Duration visibility) {
    Optional<Stored> held = held(receipt);
    held.ifPresent(each -> each.visibleAt = clock.instant().plus(visibility));
    return held.isPresent();
  }

  boolean delete(String receipt) {
    return messages.removeIf(each -> each.receiveCount > 0 && each.receipt().equals(receipt));
  }

  QueueDepth depth() {
    Instant now = clock.instant();
    int visible = 0;
    int inFlight = 0;
    int delayed = 0;
    for (Stored each : messages) {
      if (!each.visibleAt.isAfter(now)) {
        visible++;
      } else if (each.receiveCount > 0) {
        inFlight++;
      } else {
        delayed++;
      }
    }
    return new QueueDepth(visible, inFlight, delayed);
  }

  private Optional<Stored> held(String receipt) {
    Instant now = clock.instant();
    return messages.stream()
        .filter(each -> each.receipt().equals(receipt) && each.visibleAt.isAfter(now))
        .findFirst();
  }
}
