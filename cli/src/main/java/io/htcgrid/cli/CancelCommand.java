package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.TaskId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid cancel}. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Cancels a session, or one task of it.",
      "Running functions are stopped; what has ended stays as it is."
    })
final class CancelCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Parameters(paramLabel = "ID[/INDEX]", description = "The session's id, or a task's.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  String id;

  @Override
  public Integer call() {
    Console console = root.console();
    try (HtcGrid grid = root.connect()) {
      if (id.indexOf('/') < 0) {
        Session session = grid.session(id);
        session.cancel();
        StatusView.answer(console, session.status());
        return ExitCode.OK;
      }
      TaskId task = TaskArgument.parse(id);
      TaskState state = grid.session(task.session()).cancel(task.index());
      ObjectNode json = Console.json().createObjectNode();
      json.put("sessionId", task.session().value()).put("index", task.index());
      json.put("state", state.name());
      console.answer(json, "task " + task + " " + state);
    }
    return ExitCode.OK;
  }
}
