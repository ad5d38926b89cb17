package io.htcgrid.cli;

import io.htcgrid.control.config.LocalGridEntry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid local status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows whether a local grid runs, and where.")
final class LocalStatusCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  LocalCommand local;

  @Override
  public Integer call() {
    LocalGridEntry entry = local.running();
    if (entry.stopping()) {
      throw new CommandFailure(
          ExitCode.CONFIGURATION,
          "local grid "
              + entry.config().grid()
              + " is stopping, in process "
              + entry.pid()
              + "; it ends when its running tasks do");
    }
    local.root.console().answer(LocalView.json(entry), LocalView.text(entry));
    return ExitCode.OK;
  }
}
