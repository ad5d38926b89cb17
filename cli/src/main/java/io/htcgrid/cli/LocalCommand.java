package io.htcgrid.cli;

import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.LocalGridEntry;
import io.htcgrid.control.config.LocalGridRegistry;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code htcgrid local}. */
@Command(
    name = LocalCommand.COMMAND,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "A whole grid on this machine, without an account and without Docker.",
    subcommands = {LocalStartCommand.class, LocalStopCommand.class, LocalStatusCommand.class})
final class LocalCommand implements Runnable {
  static final String COMMAND = "local";

  /** The name of a local grid unless told otherwise. */
  static final String NAME = "local";

  private static final String STARTED =
      "The grid's name. Default: HTCGRID_GRID, then '" + NAME + "'.";

  private static final String RUNNING =
      "The grid's name. Default: HTCGRID_GRID, then the one local grid that runs, then '"
          + NAME
          + "'.";

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

  /**
   * Says of each command's {@code --grid} what holds here: other commands find a grid elsewhere.
   */
  static void describeGrid(CommandLine local) {
    local
        .getSubcommands()
        .forEach(
            (name, command) ->
                describeGrid(command.getCommandSpec(), name.equals("start") ? STARTED : RUNNING));
    describeGrid(local.getCommandSpec(), RUNNING);
  }

  private static void describeGrid(CommandSpec command, String description) {
    // All are added again, as what is added comes last.
    List<OptionSpec> inherited = command.options().stream().filter(OptionSpec::inherited).toList();
    inherited.forEach(command::remove);
    for (OptionSpec option : inherited) {
      OptionSpec.Builder own = OptionSpec.builder(option).scopeType(ScopeType.LOCAL);
      command.addOption(
          (option.longestName().equals("--grid") ? own.description(description) : own).build());
    }
  }

  /** The name of a grid to start. */
  String gridName() {
    String named = named();
    return GridConfig.requireName(named == null ? NAME : named);
  }

  /**
   * The grid that is named, or the only one that runs.
   *
   * @throws CommandFailure when it does not run
   */
  LocalGridEntry running() {
    LocalGridRegistry registry = new LocalGridRegistry(root.environment().home());
    String named = named();
    if (named == null) {
      List<LocalGridEntry> running = running(registry);
      if (running.size() == 1) {
        return running.get(0);
      }
    }
    String grid = gridName();
    return registry
        .find(grid)
        .filter(LocalGridEntry::alive)
        .orElseThrow(() -> notRunning(grid, running(registry)));
  }

  private static List<LocalGridEntry> running(LocalGridRegistry registry) {
    return registry.list().stream().filter(LocalGridEntry::alive).toList();
  }

  static CommandFailure notRunning(String grid, List<LocalGridEntry> running) {
    String others =
        running.stream().map(each -> each.config().grid()).collect(Collectors.joining(", "));
    return new CommandFailure(
        ExitCode.CONFIGURATION,
        "no local grid "
            + grid
            + " runs; "
            + (others.isEmpty()
                ? "start one with 'htcgrid local start'"
                : "name one that does with --grid: " + others));
  }

  /** What flag or environment say; null: nothing. */
  private @Nullable String named() {
    String variable = root.environment().variables().get("HTCGRID_GRID");
    return root.grid != null || variable == null || variable.isBlank() ? root.grid : variable;
  }
}
