package io.htcgrid.cli;

import io.htcgrid.connector.GridOperations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid pause}. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes agents take no new tasks of a priority, or of any.",
      "What runs goes on, and sessions may be submitted; deadlines go on too. Agents notice within"
          + " 10 s. Pausing what is paused changes nothing."
    })
final class PauseCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  PauseTarget target;

  @Override
  public Integer call() {
    target.change(root, "pause", GridOperations::pause);
    return ExitCode.OK;
  }
}
