package io.htcgrid.agent;

import io.htcgrid.control.queue.Received;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where received messages enter: those for which there is room are passed on, the others are made
 * visible again at once. Thread-safe.
 */
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Context context;
  private final Room room;
  private final ReceivePlan plan;
  private final Claims claims;
  private final Acknowledger acknowledger;
  private final StopSignal draining;

  Intake(
      Context context,
      Room room,
      ReceivePlan plan,
      Claims claims,
      Acknowledger acknowledger,
      StopSignal draining) {
    this.context = context;
    this.room = room;
    this.plan = plan;
    this.claims = claims;
    this.acknowledger = acknowledger;
    this.draining = draining;
  }

  /**
   * @param askedAt elapsed nanoseconds when they were asked for, or, of a long poll, came
   */
  void take(List<Received> messages, long askedAt) {
    if (!messages.isEmpty()) {
      context.metrics().received(messages.size());
    }
    for (Received received : messages) {
      Optional<Room.Seat> seat = plan.paused(received.level()) ? Optional.empty() : room.take();
      if (seat.isPresent()) {
        claims.accept(received, seat.get(), askedAt);
      } else {
        putBack(received);
      }
    }
  }

  private void putBack(Received received) {
    context.metrics().message(MessageFate.RETURNED);
    if (!draining.raised()) {
      acknowledger.reappear(received.level(), received.receipt(), Duration.ZERO);
      return;
    }
    // A long poll may end after all else has.
    try {
      context
          .services()
          .queues()
          .changeVisibility(received.level(), Map.of(received.receipt(), Duration.ZERO));
    } catch (RuntimeException e) {
      LOG.debug("a message of level {} will reappear later", received.level(), e);
    }
  }
}
