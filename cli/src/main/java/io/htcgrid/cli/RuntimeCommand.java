package io.htcgrid.cli;

import io.htcgrid.runtime.LambdaRuntime;
import io.htcgrid.runtime.RuntimeSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid runtime}. */
@Command(
    name = "runtime",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Hosts the functions of a folder, without a grid, until stopped.",
      "Invoke them with the Lambda API:",
      "  curl -d '{}' http://127.0.0.1:9001/2015-03-31/functions/NAME/invocations"
    })
final class RuntimeCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Option(
      names = "--functions",
      required = true,
      paramLabel = "DIR",
      description = "The folder of functions.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  Path functions;

  @Option(
      names = "--versions",
      paramLabel = "DIR",
      description = "The folder of versions, into which an agent brings pushed functions.")
  @Nullable Path versions;

  @Option(
      names = "--port",
      defaultValue = "9001",
      description = "Where to listen; 0: a free port. Default: ${DEFAULT-VALUE}.")
  int port;

  @Option(
      names = "--slots",
      description = "How many invocations run at once. Default: one per processor.")
  int slots = Runtime.getRuntime().availableProcessors();

  @Option(names = "--allow-command", description = "Let clients run command lines of their own.")
  boolean allowCommand;

  @Override
  public Integer call() throws InterruptedException {
    FunctionsOption.requireFolder(functions);
    Console console = root.console();
    RuntimeSettings settings =
        RuntimeSettings.builder(functions)
            .versions(versions)
            .port(port)
            .slots(slots)
            .allowCommand(allowCommand)
            .build();
    try (LambdaRuntime runtime = LambdaRuntime.start(settings)) {
      console.answer(
          Console.json().createObjectNode().put("endpoint", runtime.endpoint().toString()),
          "runtime of " + functions + " listens on " + runtime.endpoint());
      runtime.awaitClose();
    }
    return ExitCode.OK;
  }
}
