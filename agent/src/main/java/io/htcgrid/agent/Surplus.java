package io.htcgrid.agent;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * Gives back claims that were prefetched for slots which then met long tasks: another agent may
 * have a slot for them now.
 */
final class Surplus {
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

  /** Hands back what waited for an interval and is more than the agent would prefetch now. */
  void giveBack() {
    int surplus = room.surplus();
    if (surplus <= 0) {
      return;
    }
    HeartbeatPlan plan = new HeartbeatPlan(context.settings().lease());
    long now = context.nanos();
    List<HeldTask> waiting =
        heldTasks.in(EnumSet.of(Phase.WAITING)).stream()
            .filter(held -> plan.due(held.phaseSince(), now))
            .sorted(
                Comparator.<HeldTask>comparingInt(held -> held.received().level())
                    .thenComparing(Comparator.comparingLong(HeldTask::phaseSince).reversed()))
            .limit(surplus)
            .toList();
    waiting.forEach(held -> handBacks.handBack(held, "the slots are busy with long tasks"));
  }
}
