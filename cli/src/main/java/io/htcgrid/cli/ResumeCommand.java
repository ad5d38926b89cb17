package io.htcgrid.cli;

import io.htcgrid.connector.GridOperations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes agents take tasks again of a priority that was paused, or of all.",
      "Agents notice within 10 s. Resuming what is not paused changes nothing."
    })
final class ResumeCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  PauseTarget target;

  @Override
  public Integer call() {
    target.change(root, "resume", GridOperations::resume);
    return ExitCode.OK;
  }
}
