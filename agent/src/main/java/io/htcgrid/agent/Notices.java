package io.htcgrid.agent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.queue.ReplySent;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells connectors what ended, by group commit: while one batch for a set of reply queues is being
 * sent, the next collects. There is no timer. Events are hints: what no queue takes after a few
 * tries is counted and let go, as connectors read progress too. Thread-safe.
 */
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final int TRIES = 5;
  private static final Duration QUEUES_STAY_GONE = Duration.ofMinutes(10);

  private static final class Outbox {
    private List<SessionEvent> events = new ArrayList<>();
    private List<Runnable> told = new ArrayList<>();
    private boolean sending;
  }

  private record Batch(List<SessionEvent> events, List<Runnable> told) {}

  private final Context context;
  private final ExecutorService pool;
  private final Map<List<String>, Outbox> outboxes = new HashMap<>();
  private final Cache<String, Boolean> gone;

  Notices(Context context, ExecutorService pool) {
    this.context = context;
    this.pool = pool;
    this.gone =
        Caffeine.newBuilder()
            .expireAfterWrite(QUEUES_STAY_GONE)
            .maximumSize(10_000)
            .ticker(context::nanos)
            .build();
  }

  /**
   * Tells a session's connectors.
   *
   * @param told called when that, and what they were told before, is done or given up
   */
  void tell(SessionRecord session, List<SessionEvent> events, List<Runnable> told) {
    List<String> queues = session.replyQueues();
    if (!queues.isEmpty() && enqueue(queues, events, told)) {
      return;
    }
    told.forEach(Runnable::run);
  }

  /** Returns false when there is nothing to wait for. */
  private boolean enqueue(List<String> queues, List<SessionEvent> events, List<Runnable> told) {
    synchronized (outboxes) {
      if (events.isEmpty() && !outboxes.containsKey(queues)) {
        return false;
      }
      Outbox outbox = outboxes.computeIfAbsent(queues, any -> new Outbox());
      outbox.events.addAll(events);
      outbox.told.addAll(told);
      if (outbox.sending) {
        return true;
      }
      outbox.sending = true;
    }
    pool.execute(() -> empty(queues));
    return true;
  }

  private void empty(List<String> queues) {
    Batch batch = take(queues);
    while (batch != null) {
      try {
        for (String queue : queues) {
          long begin = context.nanos();
          send(queue, batch.events());
          context.metrics().took(Stage.NOTIFY, context.nanos() - begin);
        }
      } catch (RuntimeException | Error e) {
        context.metrics().eventsLost(batch.events().size());
        LOG.error(
            "{} events were not sent; connectors will read progress", batch.events().size(), e);
      }
      batch.told().forEach(Runnable::run);
      batch = take(queues);
    }
  }

  private @Nullable Batch take(List<String> queues) {
    synchronized (outboxes) {
      Outbox outbox = outboxes.get(queues);
      if (outbox == null || (outbox.told.isEmpty() && outbox.events.isEmpty())) {
        outboxes.remove(queues);
        return null;
      }
      Batch batch = new Batch(outbox.events, outbox.told);
      outbox.events = new ArrayList<>();
      outbox.told = new ArrayList<>();
      return batch;
    }
  }

  private void send(String queue, List<SessionEvent> events) {
    int sent = 0;
    while (sent < events.size() && gone.getIfPresent(queue) == null) {
      List<SessionEvent> left = events.subList(sent, events.size());
      int[] failures = {0};
      ReplySent result =
          context
              .repeats()
              .call(
                  "notify",
                  () -> context.services().replies().send(queue, left),
                  () -> ++failures[0] >= TRIES);
      if (result instanceof ReplySent.Sent some) {
        sent += some.events();
      } else if (result instanceof ReplySent.QueueGone) {
        gone.put(queue, true);
      } else {
        context.metrics().eventsLost(left.size());
        return;
      }
    }
    if (sent < events.size()) {
      forget(queue, events);
    }
  }

  /** Takes a queue that is gone out of the sessions, so that another can take its place. */
  private void forget(String queue, List<SessionEvent> events) {
    Set<SessionId> sessions = new LinkedHashSet<>();
    events.forEach(event -> sessions.add(event.session()));
    for (SessionId session : sessions) {
      LOG.debug("session {}: reply queue {} is gone", session, queue);
      int[] failures = {0};
      context
          .repeats()
          .call(
              "remove reply queue",
              () -> {
                context.services().table().removeReplyQueue(session, queue);
                return true;
              },
              () -> ++failures[0] >= TRIES);
    }
  }
}
