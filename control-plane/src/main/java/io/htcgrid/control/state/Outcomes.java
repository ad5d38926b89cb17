package io.htcgrid.control.state;

import io.htcgrid.control.RunRecord;
import java.util.Set;

/** Tasks of one page that ended, by outcome; indexes are those of the session. */
public record Outcomes(Set<Integer> completed, Set<Integer> failed, Set<Integer> cancelled) {
  public Outcomes {
    completed = Set.copyOf(completed);
    failed = Set.copyOf(failed);
    cancelled = Set.copyOf(cancelled);
    if (completed.isEmpty() && failed.isEmpty() && cancelled.isEmpty()) {
      throw new IllegalArgumentException("no outcomes to add");
    }
  }

  /** The outcome of one task whose run record is terminal. */
  public static Outcomes of(RunRecord run) {
    Set<Integer> index = Set.of(run.task().index());
    return switch (run.state()) {
      case COMPLETED -> new Outcomes(index, Set.of(), Set.of());
      case FAILED -> new Outcomes(Set.of(), index, Set.of());
      case CANCELLED -> new Outcomes(Set.of(), Set.of(), index);
      case PENDING, RUNNING ->
          throw new IllegalArgumentException("task " + run.task() + " is " + run.state());
    };
  }
}
