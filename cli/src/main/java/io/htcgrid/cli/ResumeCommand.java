package io.htcgrid.cli;

import io.htcgrid.connector.GridOperations;
import io.htcgrid.connector.HtcGrid;
import java.util.Set;
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
    target.check("resume");
    try (HtcGrid grid = root.connect()) {
      GridOperations operations = grid.operations();
      Set<Integer> paused = operations.resume(target.levels(operations)).pausedLevels();
      root.console()
          .answer(PauseView.put(Console.json().createObjectNode(), paused), PauseView.text(paused));
    }
    return ExitCode.OK;
  }
}
