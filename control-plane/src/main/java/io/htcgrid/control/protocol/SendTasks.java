package io.htcgrid.control.protocol;

import io.htcgrid.control.queue.SendFailure;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.queue.TaskQueues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Submit, step 2: send task messages in batches, and again those entries that the service refused.
 */
public final class SendTasks implements Protocol<SendTasks.Sent> {
  /** How it ended. */
  public sealed interface Sent {
    record All() implements Sent {}

    /** A message that the service will never take. */
    record Refused(TaskMessage message, SendFailure failure) implements Sent {}
  }

  private final TaskQueues queues;
  private final int level;
  private final String fairShareKey;
  private final Duration delay;
  private final Backoff backoff;
  private List<TaskMessage> left;

  public SendTasks(
      TaskQueues queues,
      int level,
      String fairShareKey,
      List<TaskMessage> messages,
      Duration delay,
      Backoff backoff) {
    this.queues = queues;
    this.level = level;
    this.fairShareKey = fairShareKey;
    this.left = List.copyOf(messages);
    this.delay = delay;
    this.backoff = backoff;
  }

  @Override
  public @Nullable Sent step() {
    if (left.isEmpty()) {
      return new Sent.All();
    }
    List<TaskMessage> batch = left.subList(0, Math.min(TaskQueues.BATCH, left.size()));
    Map<Integer, SendFailure> failures = queues.send(level, fairShareKey, batch, delay);
    List<TaskMessage> next = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      SendFailure failure = failures.get(i);
      if (failure == null) {
        continue;
      }
      if (failure.callersFault()) {
        return new Sent.Refused(batch.get(i), failure);
      }
      next.add(batch.get(i));
    }
    boolean progressed = next.size() < batch.size();
    next.addAll(left.subList(batch.size(), left.size()));
    left = next;
    if (left.isEmpty()) {
      return new Sent.All();
    }
    if (!failures.isEmpty()) {
      backoff.pause();
    } else if (progressed) {
      backoff.reset();
    }
    return null;
  }
}
