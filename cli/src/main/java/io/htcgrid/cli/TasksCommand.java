package io.htcgrid.cli;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.TaskInfo;
import io.htcgrid.control.TaskState;
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
      TaskReport report = TaskReport.on(console, session.id());
      try (Stream<TaskInfo> tasks = session.tasks(wanted())) {
        tasks.forEach(report::add);
      }
      report.end();
    }
    return ExitCode.OK;
  }

  private TaskState[] wanted() {
    return state == null ? new TaskState[0] : new TaskState[] {state};
  }
}
