package io.htcgrid.cli;

import io.htcgrid.control.config.GridConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code htcgrid local}. */
@Command(
    name = "local",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "A whole grid on this machine, without an account and without Docker.",
    subcommands = {LocalStartCommand.class, LocalStopCommand.class, LocalStatusCommand.class})
final class LocalCommand implements Runnable {
  /** The name of a local grid unless told otherwise. */
  static final String NAME = "local";

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "'local' needs one of start, stop, status");
  }

  String gridName() {
    String named = root.grid;
    return GridConfig.requireName(named == null ? NAME : named);
  }
}
