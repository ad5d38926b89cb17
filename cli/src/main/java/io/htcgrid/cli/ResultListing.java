package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.TaskInfo;
import io.htcgrid.connector.TaskOutcome;
import io.htcgrid.control.TaskState;
import java.util.Iterator;
import java.util.stream.Stream;

/** All tasks of a session in index order, as they are now. */
final class ResultListing {
  private ResultListing() {}

  static void write(Console console, Session session, OutcomeView view) {
    // Outcomes first: a task that ends in between is then listed with its outcome left out, never
    // twice.
    try (OutcomeStream outcomes = session.resultsSoFar();
        Stream<TaskInfo> tasks = session.tasks()) {
      Iterator<TaskOutcome> ended = outcomes.iterator();
      TaskOutcome next = ended.hasNext() ? ended.next() : null;
      for (Iterator<TaskInfo> all = tasks.iterator(); all.hasNext(); ) {
        TaskInfo task = all.next();
        if (next != null && next.index() == task.index()) {
          console.line(view.json(next));
          next = ended.hasNext() ? ended.next() : null;
        } else {
          console.line(pending(task));
        }
      }
    }
  }

  private static ObjectNode pending(TaskInfo task) {
    TaskState state = task.state().terminal() ? TaskState.RUNNING : task.state();
    return Console.json().createObjectNode().put("index", task.index()).put("state", state.name());
  }
}
