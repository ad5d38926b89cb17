package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.TaskInfo;
import io.htcgrid.control.TaskState;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid tasks}. */
@Command(
    name = "tasks",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists a session's tasks: state, attempts, agent, times and error.")
final class TasksCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Parameters(paramLabel = "ID", description = "The session's id.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  String id;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those in this state: ${COMPLETION-CANDIDATES}.")
  @Nullable TaskState state;

  @Override
  public Integer call() {
    Console console = root.console();
    try (HtcGrid grid = root.connect()) {
      Session session = grid.session(id);
      List<TaskInfo> tasks;
      try (Stream<TaskInfo> all = session.tasks()) {
        tasks = all.filter(task -> state == null || task.state() == state).toList();
      }
      ObjectNode json = Console.json().createObjectNode();
      json.put("sessionId", session.id().value());
      ArrayNode array = json.putArray("tasks");
      tasks.forEach(task -> array.add(json(task)));
      console.answer(json, text(tasks));
    }
    return ExitCode.OK;
  }

  static ObjectNode json(TaskInfo task) {
    ObjectNode node = Console.json().createObjectNode();
    node.put("index", task.index()).put("state", task.state().name());
    node.put("attempt", task.attempt()).put("tries", task.tries());
    if (task.agent() != null) {
      node.put("agent", task.agent());
    }
    if (task.startedAt() != null) {
      node.put("startedAt", task.startedAt().toString());
    }
    if (task.endedAt() != null) {
      node.put("endedAt", task.endedAt().toString());
    }
    if (task.error() != null) {
      node.set("error", OutcomeView.error(task.error()));
    }
    return node;
  }

  private static String text(List<TaskInfo> tasks) {
    if (tasks.isEmpty()) {
      return "no such tasks";
    }
    StringBuilder text =
        new StringBuilder(
            String.format(Locale.ROOT, "%8s %-10s %7s  %s", "INDEX", "STATE", "ATTEMPT", "ERROR"));
    for (TaskInfo task : tasks) {
      text.append(System.lineSeparator())
          .append(
              String.format(
                  Locale.ROOT,
                  "%8d %-10s %7d  %s",
                  task.index(),
                  task.state(),
                  task.attempt(),
                  task.error() == null
                      ? ""
                      : task.error().kind()
                          + " "
                          + task.error().type()
                          + ": "
                          + task.error().message()));
    }
    return text.toString();
  }
}
