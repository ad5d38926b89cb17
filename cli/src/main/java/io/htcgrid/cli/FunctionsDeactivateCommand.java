package io.htcgrid.cli;

import io.htcgrid.connector.HtcGrid;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid functions deactivate}. */
@Command(
    name = "deactivate",
    mixinStandardHelpOptions = true,
    description = {
      "Leaves a function without an active version.",
      "Tasks that name none get the function of that name in the runtimes' own folder, and fail where"
          + " there is none. Agents know it within ten seconds."
    })
final class FunctionsDeactivateCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  FunctionsCommand functions;

  @Parameters(paramLabel = "NAME", description = "The function's name.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  String name;

  @Override
  public Integer call() {
    Optional<String> before;
    try (HtcGrid grid = functions.root.connect()) {
      before = grid.functions().deactivate(name);
    }
    functions
        .root
        .console()
        .answer(
            Console.json()
                .createObjectNode()
                .put("function", name)
                .put("deactivated", before.orElse(null)),
            before
                .map(version -> name + ":" + version + " is not active any more")
                .orElse("no version of " + name + " was active; nothing was changed"));
    return ExitCode.OK;
  }
}
