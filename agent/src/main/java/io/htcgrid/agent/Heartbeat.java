package io.htcgrid.agent;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.state.RunResult;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.PageId;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Renews the leases of what the agent holds, on threads and connections of its own, and asks
 * nothing else of any service: a lease ends in seconds. A refused lease is lost: its function is
 * stopped and nothing is written. Thread-safe.
 */
final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final Set<Phase> LEASED =
      EnumSet.of(Phase.WAITING, Phase.RUNNING, Phase.FINISHING);
  private static final Set<Phase> UNDECIDED = EnumSet.of(Phase.WAITING, Phase.RUNNING);

  private final Context context;
  private final HeldTasks heldTasks;
  private final PageCommits pages;
  private final MessageEnds messageEnds;
  private final HeartbeatPlan plan;
  private final ExecutorService pool;
  private final Set<PageId> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param context with connections of the heartbeat's own
   * @param pool its own threads
   */
  Heartbeat(
      Context context,
      HeldTasks heldTasks,
      PageCommits pages,
      MessageEnds messageEnds,
      ExecutorService pool) {
    this.context = context;
    this.heldTasks = heldTasks;
    this.pages = pages;
    this.messageEnds = messageEnds;
    this.plan = new HeartbeatPlan(context.settings().lease());
    this.pool = pool;
  }

  /**
   * Renews what is due, a thread for each page, whose run records are one partition: one that does
   * not answer keeps no other page's tasks waiting. Does not wait for what it began; a page that is
   * under way still is left to that.
   */
  void beat() {
    long now = context.nanos();
    byPage(heldTasks.in(LEASED).stream().filter(held -> plan.due(held.renewedAt(), now)).toList())
        .forEach(this::begin);
  }

  private void begin(PageId page, List<HeldTask> tasks) {
    if (underWay.add(page)) {
      pool.execute(
          () -> {
            try {
              renewPage(tasks);
            } finally {
              underWay.remove(page);
            }
          });
    }
  }

  /** Renews these now, on the calling thread. */
  void renew(List<HeldTask> tasks) {
    byPage(tasks).values().forEach(this::renewPage);
  }

  private static Map<PageId, List<HeldTask>> byPage(List<HeldTask> tasks) {
    return tasks.stream()
        .sorted(Comparator.comparingLong(HeldTask::renewedAt))
        .collect(
            Collectors.groupingBy(
                held -> held.id().page(), LinkedHashMap::new, Collectors.toList()));
  }

  /** The most urgent first. After a failure the rest waits for the next beat. */
  private void renewPage(List<HeldTask> tasks) {
    for (HeldTask held : tasks) {
      AtomicBoolean answered = new AtomicBoolean(true);
      if (LEASED.contains(held.phase())) {
        TaskLog.with(held, () -> answered.set(renewLease(held)));
      }
      if (!answered.get()) {
        return;
      }
    }
  }

  /** Returns whether the table answered. */
  private boolean renewLease(HeldTask held) {
    long begin = context.nanos();
    RunRecord claim = held.claim();
    StateTable table = context.services().table();
    Instant end = plan.terms().expiry(context.services().clock().instant());
    try {
      // What waits beside a task that kills its agents, for a slot or with its result for S3, is
      // not to share that one's fate.
      RunResult result =
          held.phase() == Phase.RUNNING
              ? table.renew(held.id(), claim.owner(), claim.attempt(), end)
              : table.renewWaiting(held.id(), claim.owner(), claim.attempt(), end);
      context.health().worked("renew lease");
      if (result instanceof RunResult.Refused refused) {
        refused(held, refused.stored());
      } else {
        held.renewed(begin);
        context.metrics().leaseRenewed();
      }
      return true;
    } catch (SdkException e) {
      // The lease may still hold: the next beat tries again.
      context.health().failed("renew lease", e);
      return false;
    } catch (RuntimeException e) {
      LOG.error("{} could not be renewed", held, e);
      return true;
    }
  }

  private void refused(HeldTask held, @Nullable RunRecord stored) {
    if (!UNDECIDED.contains(held.phase())) {
      // Its own verdict may have come first; whoever writes that will see.
      return;
    }
    if (stored != null && stored.state().terminal()) {
      if (held.stop(context.nanos())) {
        LOG.info("{} is {} already; its function was stopped", held, stored.state());
        pages.add(
            new Ended(
                held.session(),
                stored,
                held.received().message().tasksInPage(),
                null,
                messageEnds.of(held)));
      }
    } else if (held.stop(context.nanos())) {
      context.metrics().leaseLost();
      LOG.warn(
          "{} was lost to {}; its function was stopped and nothing is written",
          held,
          stored == null ? "nobody: its run record is gone" : "agent " + stored.owner());
    }
  }
}
