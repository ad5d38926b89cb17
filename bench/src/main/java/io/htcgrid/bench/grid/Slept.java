package io.htcgrid.bench.grid;

import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.TaskOutcome;
import java.util.List;

/**
 * When a task of {@link BenchFunctions#SLEEP} was in its function.
 *
 * @param index of the task in its session
 * @param begin in milliseconds since 1970
 * @param end in milliseconds since 1970
 */
public record Slept(int index, long begin, long end) {

  /**
   * Takes all results of a session, as its tasks end.
   *
   * @throws IllegalStateException unless so many tasks completed
   */
  public static List<Slept> of(Session session, int tasks) {
    try (OutcomeStream outcomes = session.outcomes()) {
      List<Slept> slept = outcomes.stream().map(Slept::of).toList();
      if (slept.size() != tasks) {
        throw new IllegalStateException(
            "session " + session.id() + ": " + slept.size() + " of " + tasks + " tasks ended");
      }
      return slept;
    }
  }

  private static Slept of(TaskOutcome outcome) {
    if (!(outcome instanceof TaskOutcome.Completed completed)) {
      throw new IllegalStateException("task " + outcome.task() + " is " + outcome.state());
    }
    String text = completed.text();
    int space = text.indexOf(' ');
    return new Slept(
        outcome.index(),
        Long.parseLong(text.substring(0, space)),
        Long.parseLong(text.substring(space + 1)));
  }
}
