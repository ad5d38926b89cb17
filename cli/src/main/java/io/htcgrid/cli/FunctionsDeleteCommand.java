package io.htcgrid.cli;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.control.FunctionVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid functions delete}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = {
      "Deletes a version that is not the active one. Tasks that name it fail once no agent holds it.",
      "Its name stays taken: only the same content may be pushed under it again."
    })
final class FunctionsDeleteCommand implements Callable<Integer> {
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
      FunctionVersion deleted = grid.functions().delete(wanted.name(), wanted.version());
      functions
          .root
          .console()
          .answer(FunctionView.json(deleted, false), deleted.qualified() + " is deleted");
    }
    return ExitCode.OK;
  }
}
