package io.htcgrid.agent;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * Gives back claims that were prefetched for slots which then met long tasks: another agent may
 * have a slot for them now. For one thread.
 */
final class Surplus {
  /** How often to look; nothing is asked of a service unless something is given back. */
  static final Duration INTERVAL = Duration.ofMillis(100);

  /** Whether slots met long tasks shows after so long; another agent's slot waits meanwhile. */
  private static final Duration LONG_ENOUGH = Duration.ofMillis(500);

  /**
   * A look that comes so late comes out of a standstill of the whole machine or process, such as a
   * long collection of garbage, in which short tasks look like long ones. When the next one is late
   * too, the machine is slow.
   */
  private static final Duration STANDSTILL = INTERVAL.multipliedBy(3);

  private final Context context;
  private final HeldTasks heldTasks;
  private final Room room;
  private final HandBacks handBacks;
  private long lookedAt;
  private boolean late;
  private long resumedAt;

  Surplus(Context context, HeldTasks heldTasks, Room room, HandBacks handBacks) {
    this.context = context;
    this.heldTasks = heldTasks;
    this.room = room;
    this.handBacks = handBacks;
    this.lookedAt = context.nanos();
    this.resumedAt = lookedAt;
  }

  /** Hands back what has waited for a while and is more than the agent would prefetch now. */
  void giveBack() {
    long now = context.nanos();
    boolean wasLate = late;
    late = now - lookedAt >= STANDSTILL.toNanos();
    lookedAt = now;
    if (late && !wasLate) {
      resumedAt = now;
    }
    int surplus = room.surplus();
    if (surplus <= 0 || now - resumedAt < LONG_ENOUGH.toNanos()) {
      return;
    }
    List<HeldTask> waiting =
        heldTasks.in(EnumSet.of(Phase.WAITING)).stream()
            .filter(held -> now - held.phaseSince() >= LONG_ENOUGH.toNanos())
            .sorted(
                Comparator.<HeldTask>comparingInt(held -> held.received().level())
                    .thenComparing(Comparator.comparingLong(HeldTask::phaseSince).reversed()))
            .limit(surplus)
            .toList();
    handBacks.handBack(
        waiting,
        "the slots are busy with long tasks",
        context.settings().lease().heartbeatInterval());
  }
}
