package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.control.TaskTry;
import io.htcgrid.data.TaskId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid logs}. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows the failed tries of a task: why each failed, and the last lines that its function"
          + " logged.",
      "Of tries that succeed no log is kept."
    })
final class LogsCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Parameters(paramLabel = "ID/INDEX", description = "The task's id.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  String id;

  @Override
  public Integer call() {
    Console console = root.console();
    TaskId task = TaskArgument.parse(id);
    try (HtcGrid grid = root.connect()) {
      List<TaskTry> tries = grid.session(task.session()).failedTries(task.index());
      console.answer(json(task, tries), text(task, tries));
    }
    return ExitCode.OK;
  }

  private static ObjectNode json(TaskId task, List<TaskTry> tries) {
    ObjectNode node = Console.json().createObjectNode();
    node.put("sessionId", task.session().value()).put("index", task.index());
    ArrayNode array = node.putArray("failedTries");
    for (TaskTry each : tries) {
      ObjectNode one = array.addObject();
      one.put("attempt", each.attempt()).put("agent", each.agent());
      one.put("endedAt", each.endedAt().toString());
      one.set("error", OutcomeView.error(each.error()));
      if (each.log() != null) {
        one.put("log", each.log());
      }
    }
    return node;
  }

  private static String text(TaskId task, List<TaskTry> tries) {
    return tries.isEmpty()
        ? "no try of task " + task + " has failed"
        : tries.stream().map(LogsCommand::text).collect(Collectors.joining(System.lineSeparator()));
  }

  private static String text(TaskTry each) {
    String head =
        "attempt "
            + each.attempt()
            + " on "
            + each.agent()
            + " until "
            + each.endedAt()
            + ": "
            + each.error().kind()
            + " "
            + each.error().type()
            + ": "
            + each.error().message();
    String log = each.log();
    return log == null
        ? head
        : head
            + System.lineSeparator()
            + log.lines()
                .map(line -> "  " + line)
                .collect(Collectors.joining(System.lineSeparator()));
  }
}
