package io.htcgrid.agent;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.state.RunResult;
import io.htcgrid.control.state.StateTable;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
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

  /** Renews what is due. */
  void beat() {
    long now = context.nanos();
    List<HeldTask> due =
        heldTasks.in(LEASED).stream().filter(held -> plan.due(held.renewedAt(), now)).toList();
    renew(due);
  }

  /** Renews these now, the most urgent first. Returns when that is done. */
  void renew(List<HeldTask> tasks) {
    List<HeldTask> leased =
        tasks.stream()
            .filter(held -> LEASED.contains(held.phase()))
            .sorted(Comparator.comparingLong(HeldTask::renewedAt))
            .toList();
    CompletableFuture.allOf(
            leased.stream().map(held -> renewing(held)).toArray(CompletableFuture[]::new))
        .join();
  }

  private CompletableFuture<Void> renewing(HeldTask held) {
    return CompletableFuture.runAsync(() -> TaskLog.with(held, () -> renewLease(held)), pool);
  }

  private void renewLease(HeldTask held) {
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
    } catch (SdkException e) {
      // The lease may still hold: the next beat tries again.
      context.health().failed("renew lease", e);
    } catch (RuntimeException e) {
      LOG.error("{} could not be renewed", held, e);
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
