package io.htcgrid.agent;

import io.htcgrid.data.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** All tasks that this agent holds. Those that are gone drop out when it is read. Thread-safe. */
final class HeldTasks {
  private final Set<HeldTask> tasks = ConcurrentHashMap.newKeySet();

  void add(HeldTask task) {
    tasks.add(task);
  }

  /** Those in one of the phases. */
  List<HeldTask> in(Set<Phase> phases) {
    tasks.removeIf(task -> task.phase() == Phase.GONE);
    List<HeldTask> found = new ArrayList<>();
    for (HeldTask task : tasks) {
      if (phases.contains(task.phase())) {
        found.add(task);
      }
    }
    return found;
  }

  /** Those in one of the phases, by session. */
  Map<SessionId, List<HeldTask>> bySession(Set<Phase> phases) {
    Map<SessionId, List<HeldTask>> sessions = new TreeMap<>();
    for (HeldTask task : in(phases)) {
      sessions.computeIfAbsent(task.id().session(), any -> new ArrayList<>()).add(task);
    }
    return sessions;
  }
}
