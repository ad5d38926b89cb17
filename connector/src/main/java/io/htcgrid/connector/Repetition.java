package io.htcgrid.connector;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.SessionId;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Describes a session that repeats tasks of another. */
final class Repetition {
  private static final Set<TaskState> REPEATABLE =
      EnumSet.of(TaskState.FAILED, TaskState.CANCELLED);

  private final Connection grid;

  Repetition(Connection grid) {
    this.grid = grid;
  }

  /**
   * @param states of the tasks to repeat; none: FAILED
   */
  SessionSpec.Builder of(SessionId id, Set<TaskState> states) {
    Set<TaskState> wanted = states.isEmpty() ? Set.of(TaskState.FAILED) : states;
    if (!REPEATABLE.containsAll(wanted)) {
      throw new InvalidSessionException(
          "tasks that are " + names(wanted) + " cannot be repeated; FAILED and CANCELLED ones can");
    }
    SessionRecord parent = grid.read(id);
    if (!parent.ended()) {
      throw new InvalidSessionException(
          "session "
              + id
              + " goes on, so that more of its tasks may fail; wait for its end, or cancel it");
    }
    if (count(grid.status(parent), wanted) == 0) {
      throw new InvalidSessionException(
          "session "
              + id
              + " has no task that is "
              + names(wanted)
              + "; nothing is to be repeated");
    }
    return new SessionSpec.Builder(parent.settings())
        .parent(id)
        .payloads((Iterable<TaskSpec>) () -> new StoredTasks(grid, id, wanted));
  }

  private static long count(SessionStatus status, Set<TaskState> wanted) {
    long count = 0;
    if (wanted.contains(TaskState.FAILED)) {
      count += status.failed();
    }
    if (wanted.contains(TaskState.CANCELLED)) {
      count += status.cancelled();
    }
    return count;
  }

  private static String names(Set<TaskState> states) {
    return states.stream().sorted().map(Enum::name).collect(Collectors.joining(" or "));
  }
}
