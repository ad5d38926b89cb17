package io.htcgrid.cli;

import io.htcgrid.connector.HtcGrid;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows the state of a session and how many of its tasks ended how.")
final class StatusCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Parameters(paramLabel = "ID", description = "The session's id.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  String id;

  @Override
  public Integer call() {
    Console console = root.console();
    try (HtcGrid grid = root.connect()) {
      StatusView.answer(console, grid.session(id).status());
    }
    return ExitCode.OK;
  }
}
