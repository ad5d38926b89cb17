package io.htcgrid.agent;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.state.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives claims back unfinished: PENDING, the try not counted, the message visible at once. */
final class HandBacks {
  private static final Logger LOG = LoggerFactory.getLogger(HandBacks.class);

  private final Context context;
  private final Acknowledger acknowledger;
  private final ExecutorService pool;

  /**
   * @param pool for those that are given back together
   */
  HandBacks(Context context, Acknowledger acknowledger, ExecutorService pool) {
    this.context = context;
    this.acknowledger = acknowledger;
    this.pool = pool;
  }

  /**
   * Stops a task and gives it back, unless there is a verdict on it already.
   *
   * @param why ends the log's sentence
   */
  void handBack(HeldTask held, String why) {
    if (held.stop(context.nanos())) {
      write(held, why, () -> false);
    }
  }

  /** As above, all of them, within a bound: what takes longer is free when its lease ends. */
  void handBack(List<HeldTask> tasks, String why, Duration longest) {
    long until = context.nanos() + longest.toNanos();
    List<Callable<@Nullable Void>> writes = new ArrayList<>();
    for (HeldTask held : tasks) {
      if (held.stop(context.nanos())) {
        writes.add(
            () -> {
              write(held, why, () -> context.nanos() - until >= 0);
              return null;
            });
      }
    }
    try {
      long late =
          pool.invokeAll(writes, Math.max(0, longest.toNanos()), TimeUnit.NANOSECONDS).stream()
              .filter(Future::isCancelled)
              .count();
      if (late > 0) {
        LOG.warn(
            "{} tasks were not handed back in time; they are free when their leases end", late);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(HeldTask held, String why, BooleanSupplier enough) {
    RunRecord claim = held.claim();
    RunResult result =
        context
            .repeats()
            .call(
                "hand back",
                () ->
                    context.services().table().handBack(held.id(), claim.owner(), claim.attempt()),
                enough);
    if (result == null) {
      LOG.warn("{} could not be handed back; it is free when its lease ends", held);
    } else if (result instanceof RunResult.Done) {
      acknowledger.reappear(held.received().level(), held.received().receipt(), Duration.ZERO);
      context.metrics().handedBack();
      LOG.debug("{} was handed back: {}", held, why);
    } else if (result instanceof RunResult.Refused refused && isOver(refused.stored())) {
      // Cancelled singly, for one: who receives the message again commits that and deletes it.
      acknowledger.reappear(held.received().level(), held.received().receipt(), Duration.ZERO);
    }
  }

  private static boolean isOver(@Nullable RunRecord stored) {
    return stored == null || stored.state().terminal();
  }
}
