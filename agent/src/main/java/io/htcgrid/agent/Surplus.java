package io.htcgrid.agent;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * Gives back claims that were prefetched for slots which then met long tasks: another agent may
 * have a slot for them now.
 */
final class Surplus {
  /** How often to look; nothing is asked of a service unless something is given back. */
  static final Duration INTERVAL = Duration.ofMillis(100);

  /** Whether slots met long tasks shows after so long; another agent's slot waits meanwhile. */
  private static final Duration LONG_ENOUGH = Duration.ofMillis(500);

  private final Context context;
  private final HeldTasks heldTasks;
  private final Room room;
  private final HandBacks handBacks;

  Surplus(Context context, HeldTasks heldTasks, Room room, HandBacks handBacks) {
    this.context = context;
    this.heldTasks = heldTasks;
    this.room = room;
    this.handBacks = handBacks;
  }

  /** Hands back what has waited for a while and is more than the agent would prefetch now. */
  void giveBack() {
    int surplus = room.surplus();
    if (surplus <= 0) {
      return;
    }
    long now = context.nanos();
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
