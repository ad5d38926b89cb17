package io.htcgrid.cli;

import io.htcgrid.control.config.LocalGridEntry;
import io.htcgrid.control.config.LocalGridRegistry;
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
    LocalGridEntry entry =
        new LocalGridRegistry(local.root.environment().home())
            .find(local.gridName())
            .filter(LocalGridEntry::alive)
            .orElseThrow(() -> notRunning(local.gridName()));
    if (entry.stopping()) {
      throw new CommandFailure(
          ExitCode.CONFIGURATION,
          "local grid "
              + local.gridName()
              + " is stopping, in process "
              + entry.pid()
              + "; it ends when its running tasks do");
    }
    local.root.console().answer(LocalView.json(entry), LocalView.text(entry));
    return ExitCode.OK;
  }

  static CommandFailure notRunning(String grid) {
    return new CommandFailure(
        ExitCode.CONFIGURATION,
        "no local grid " + grid + " runs; start one with 'htcgrid local start'");
  }
}
