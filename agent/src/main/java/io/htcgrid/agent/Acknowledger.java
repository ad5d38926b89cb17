package io.htcgrid.agent;

import io.htcgrid.control.queue.TaskQueues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes messages and changes their visibility in batches, on one thread. Nobody waits for either,
 * so it lingers a little for more; what cannot be done is left to the message's reappearance, which
 * repeats what is needed. Thread-safe.
 */
final class Acknowledger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);
  private static final Duration LINGER = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_AT_ONCE = 50;
  private static final int WAITING = 4096;
  private static final int TRIES = 6;

  /**
   * @param visibility null: delete
   */
  private record Change(int level, String receipt, @Nullable Duration visibility) {}

  private final TaskQueues queues;
  private final Context context;
  private final BlockingQueue<Change> changes = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;
  private final Change last = new Change(-1, "", null);

  private Acknowledger(Context context) {
    this.context = context;
    this.queues = context.services().queues();
    this.thread = context.threads().lasting("acknowledge", this::work);
  }

  static Acknowledger start(Context context) {
    Acknowledger acknowledger = new Acknowledger(context);
    acknowledger.thread.start();
    return acknowledger;
  }

  void delete(int level, String receipt) {
    put(new Change(level, receipt, null));
  }

  /** Makes a message invisible for so long from now; zero: visible at once. */
  void reappear(int level, String receipt, Duration after) {
    put(new Change(level, receipt, HeartbeatPlan.wholeSeconds(after)));
  }

  private void put(Change change) {
    try {
      changes.put(change);
    } catch (InterruptedException e) {
      // The message reappears by itself.
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    boolean more = true;
    while (more) {
      List<Change> batch = new ArrayList<>();
      try {
        more = gather(batch);
      } catch (InterruptedException e) {
        more = false;
      }
      try {
        carryOut(batch);
      } catch (RuntimeException | Error e) {
        // Without this thread all others would wait for ever.
        LOG.error("{} messages could not be acknowledged and will reappear", batch.size(), e);
      }
    }
  }

  /** Returns whether there will be more. */
  private boolean gather(List<Change> batch) throws InterruptedException {
    Change next = changes.take();
    long until = context.nanos() + LINGER.toNanos();
    while (next != null) {
      if (next.equals(last)) {
        return false;
      }
      batch.add(next);
      // Who waits for a visible message is another agent: it is not kept waiting.
      boolean urgent = next.visibility() != null && changes.isEmpty();
      if (batch.size() == MOST_AT_ONCE || urgent) {
        return true;
      }
      next = changes.poll(until - context.nanos(), TimeUnit.NANOSECONDS);
    }
    return true;
  }

  private void carryOut(List<Change> batch) {
    Map<Integer, List<String>> deletes = new HashMap<>();
    Map<Integer, Map<String, Duration>> visibilities = new HashMap<>();
    for (Change change : batch) {
      Duration visibility = change.visibility();
      if (visibility == null) {
        deletes.computeIfAbsent(change.level(), any -> new ArrayList<>()).add(change.receipt());
      } else {
        visibilities
            .computeIfAbsent(change.level(), any -> new LinkedHashMap<>())
            .put(change.receipt(), visibility);
      }
    }
    deletes.forEach(
        (level, receipts) ->
            ReceiptBatches.of(receipts)
                .forEach(ten -> call("delete messages", () -> queues.delete(level, ten).size())));
    visibilities.forEach(
        (level, receipts) ->
            ReceiptBatches.of(receipts)
                .forEach(
                    ten ->
                        call(
                            "change visibility",
                            () -> queues.changeVisibility(level, ten).size())));
  }

  private void call(String operation, Supplier<Integer> call) {
    int[] failures = {0};
    Integer refused = context.repeats().call(operation, call, () -> ++failures[0] >= TRIES);
    if (refused != null && refused > 0) {
      LOG.debug("{}: {} receipts were refused; their messages will reappear", operation, refused);
    }
  }

  /** Does what was asked so far, as far as it can be done soon, and ends. */
  @Override
  public void close() {
    try {
      if (!changes.offer(last, PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Threads.end(thread, PATIENCE);
  }
}
