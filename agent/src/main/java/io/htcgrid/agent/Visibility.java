package io.htcgrid.agent;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the messages of what the agent holds from reappearing. Apart from the heartbeat, which SQS
 * must not hold up: a failed renewal of visibility is no lost lease, as who receives the message is
 * refused. For one thread.
 */
final class Visibility {
  private static final Logger LOG = LoggerFactory.getLogger(Visibility.class);
  private static final Set<Phase> HELD = EnumSet.complementOf(EnumSet.of(Phase.GONE));

  private final Context context;
  private final HeldTasks heldTasks;
  private final HeartbeatPlan plan;

  /**
   * @param context with connections of the heartbeat's own
   */
  Visibility(Context context, HeldTasks heldTasks) {
    this.context = context;
    this.heldTasks = heldTasks;
    this.plan = new HeartbeatPlan(context.settings().lease());
  }

  /** Renews what is due, the most urgent first. What fails is due at the next run. */
  void renew() {
    long now = context.nanos();
    Map<Integer, Map<String, HeldTask>> levels = new HashMap<>();
    heldTasks.in(HELD).stream()
        .filter(held -> plan.due(held.hiddenAt(), now))
        .sorted(Comparator.comparingLong(HeldTask::hiddenAt))
        .forEach(
            held ->
                levels
                    .computeIfAbsent(held.received().level(), any -> new LinkedHashMap<>())
                    .put(held.received().receipt(), held));
    levels.forEach(
        (level, tasks) ->
            ReceiptBatches.of(List.copyOf(tasks.values())).forEach(ten -> renew(level, ten)));
  }

  private void renew(int level, List<HeldTask> tasks) {
    long begin = context.nanos();
    Duration visibility = plan.visibility();
    Map<String, Duration> receipts = new LinkedHashMap<>();
    for (HeldTask held : tasks) {
      // Whoever let go of it since may have made its message visible.
      if (held.phase() != Phase.GONE) {
        receipts.put(held.received().receipt(), visibility);
      }
    }
    if (receipts.isEmpty()) {
      return;
    }
    try {
      int refused = context.services().queues().changeVisibility(level, receipts).size();
      if (refused > 0) {
        LOG.debug("visibility of {} messages could not be renewed", refused);
      }
      tasks.forEach(held -> held.hidden(begin));
    } catch (RuntimeException e) {
      LOG.debug("visibility of {} messages could not be renewed", receipts.size(), e);
      context.metrics().serviceError("renew visibility");
    }
  }
}
