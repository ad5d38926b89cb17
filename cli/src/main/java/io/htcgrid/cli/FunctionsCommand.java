package io.htcgrid.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code htcgrid functions}. */
@Command(
    name = "functions",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Puts functions into a grid, as versions that never change.",
      "Tasks name a function NAME, which is its active version, or NAME:VERSION."
    },
    subcommands = {
      FunctionsPushCommand.class,
      FunctionsListCommand.class,
      FunctionsVersionsCommand.class,
      FunctionsActivateCommand.class,
      FunctionsDeactivateCommand.class,
      FunctionsDeleteCommand.class
    })
final class FunctionsCommand implements Runnable {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "'functions' needs one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
