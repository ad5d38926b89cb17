package io.htcgrid.control.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reply queues that live by a given clock and never wait; texts pass through the codec. */
public final class InMemoryReplyQueues implements ReplyQueues {
  private static final Duration VISIBILITY = Duration.ofSeconds(30);

  private record Created(String connectorId, Instant at, InMemoryQueue queue) {}

  private final InstantSource clock;
  private final Map<String, Created> queues = new LinkedHashMap<>();

  public InMemoryReplyQueues(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized String create(String connectorId) {
    String name = "memory:" + connectorId;
    queues.computeIfAbsent(
        name, any -> new Created(connectorId, clock.instant(), new InMemoryQueue(clock)));
    return name;
  }

  @Override
  public synchronized void delete(String queue) {
    queues.remove(queue);
  }

  @Override
  public synchronized ReplySent send(String queue, List<SessionEvent> events) {
    if (events.isEmpty()) {
      return new ReplySent.Sent(0);
    }
    Created created = queues.get(queue);
    if (created == null) {
      return new ReplySent.QueueGone();
    }
    EventCodec.Batch batch = EventCodec.encode(events, JsonMessage.MAX_BYTES);
    created.queue().send(batch.body(), Duration.ZERO);
    return new ReplySent.Sent(batch.events());
  }

  /** Puts any text on a queue. */
  public synchronized void sendRaw(String queue, String body) {
    existing(queue).send(body, Duration.ZERO);
  }

  @Override
  public synchronized List<ReplyMessage> receive(String queue, Duration wait) {
    WholeSeconds.of("wait", wait, WholeSeconds.LONGEST_WAIT);
    return existing(queue).receive(BATCH, VISIBILITY).stream()
        .map(
            each ->
                new ReplyMessage(
                    each.receipt(),
                    EventCodec.decode(each.body())
                            instanceof Decoded.Value<List<SessionEvent>> value
                        ? value.value()
                        : List.of()))
        .toList();
  }

  @Override
  public synchronized void acknowledge(String queue, List<ReplyMessage> messages) {
    if (messages.size() > BATCH) {
      throw new IllegalArgumentException(messages.size() + " messages");
    }
    InMemoryQueue existing = existing(queue);
    messages.forEach(each -> existing.delete(each.receipt()));
  }

  @Override
  public synchronized ReplyQueuePage list(@Nullable String cursor) {
    return new ReplyQueuePage(
        queues.entrySet().stream()
            .map(
                each -> new ReplyQueuePage.ReplyQueue(each.getKey(), each.getValue().connectorId()))
            .toList(),
        null);
  }

  @Override
  public synchronized Optional<Instant> createdAt(String queue) {
    return Optional.ofNullable(queues.get(queue))
        .map(each -> each.at().truncatedTo(ChronoUnit.SECONDS));
  }

  private InMemoryQueue existing(String queue) {
    Created created = queues.get(queue);
    if (created == null) {
      throw new ReplyQueueGoneException(queue, new IllegalStateException("deleted"));
    }
    return created.queue();
  }
}
