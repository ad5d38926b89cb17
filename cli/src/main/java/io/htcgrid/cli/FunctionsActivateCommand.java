package io.htcgrid.cli;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.control.FunctionVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid functions activate}. */
@Command(
    name = "activate",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a version the one that tasks get who name none; also an older one, to go back.",
      "Agents know it within ten seconds. Tasks that run then end on the version they began with."
    })
final class FunctionsActivateCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  FunctionsCommand functions;

  @Parameters(paramLabel = "NAME:VERSION", description = "The version, such as price:7.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  String version;

  @Override
  public Integer call() {
    FunctionArgument wanted = FunctionArgument.parse(version);
    try (HtcGrid grid = functions.root.connect()) {
      FunctionVersion active = grid.functions().activate(wanted.name(), wanted.version());
      functions
          .root
          .console()
          .answer(
              FunctionView.json(active, true),
              active.qualified() + " is the active version from now on");
    }
    return ExitCode.OK;
  }
}
