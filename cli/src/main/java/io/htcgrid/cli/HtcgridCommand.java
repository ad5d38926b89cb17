package io.htcgrid.cli;

import io.htcgrid.connector.HtcGrid;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself: what all its parts share. */
@Command(
    name = "htcgrid",
    description = {
      "Runs thousands to millions of short computations on a grid of agents.",
      "Start with 'htcgrid demo', or with 'htcgrid local start --functions DIR' and 'htcgrid"
          + " submit'."
    },
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:tasks failed, or the session did not complete",
      "2:the command line or its input is wrong; nothing was done",
      "3:no such grid, or its configuration is wrong",
      "4:no such session, task, agent or function",
      "5:a service could not be reached, or refused, or a result cannot be read",
      "6:the time given to wait is over; the session, or the deployment, goes on",
      "70:a defect of htcgrid",
      "141:the reader of stdout closed it, as head does"
    })
final class HtcgridCommand {
  /** In the order in which help tells of them. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          LocalCommand.class,
          SubmitCommand.class,
          StatusCommand.class,
          WaitCommand.class,
          ResultsCommand.class,
          TasksCommand.class,
          LogsCommand.class,
          ListCommand.class,
          CancelCommand.class,
          RetryCommand.class,
          AgentsCommand.class,
          DrainCommand.class,
          PauseCommand.class,
          ResumeCommand.class,
          DoctorCommand.class,
          DeployCommand.class,
          DestroyCommand.class,
          FunctionsCommand.class,
          AgentCommand.class,
          RuntimeCommand.class,
          BenchCommand.class,
          EstimateCommand.class,
          ChaosCommand.class);

  @Option(
      names = "--grid",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description =
          "The grid's name. Default: HTCGRID_GRID, then the default of ~/.htcgrid/config.toml, then"
              + " the one local grid that runs.")
  @Nullable String grid;

  @Option(
      names = "--output",
      scope = ScopeType.INHERIT,
      defaultValue = "text",
      paramLabel = "text|json",
      description = "How to answer on stdout. Default: ${DEFAULT-VALUE}.")
  OutputFormat output = OutputFormat.text;

  @Option(
      names = "--stack-trace",
      scope = ScopeType.INHERIT,
      description = "Show where an error came from.")
  boolean stackTrace;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  CommandSpec spec;

  private final Environment environment;

  HtcgridCommand(Environment environment) {
    this.environment = environment;
  }

  Environment environment() {
    return environment;
  }

  Console console() {
    CommandLine line = spec.commandLine();
    return new Console(line.getOut(), line.getErr(), output, environment.terminal());
  }

  /** Connects to the grid that flags, environment and profile name. */
  HtcGrid connect() {
    return HtcGrid.connect(environment.gridConfig(grid));
  }

  /** Executes a command line and returns its exit code. */
  static int execute(Environment environment, PrintWriter out, PrintWriter err, String... args) {
    return Failures.execute(commandLine(environment, out, err, args), args);
  }

  /**
   * Ready to execute, or to parse.
   *
   * @param args the command line that will be parsed: a command that it does not name cannot be
   *     called
   */
  static CommandLine commandLine(
      Environment environment, PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new HtcgridCommand(environment));
    List<String> words = List.of(args);
    for (Class<?> each : COMMANDS) {
      Command command = each.getAnnotation(Command.class);
      // Reading the options of all commands takes half the time of --help.
      line.addSubcommand(command.name(), words.contains(command.name()) ? each : asListed(command));
    }
    CommandLine local = line.getSubcommands().get(LocalCommand.COMMAND);
    if (words.contains(LocalCommand.COMMAND) && local != null) {
      LocalCommand.describeGrid(local);
    }
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    // An argument for a function may begin with an @, as curl's do.
    line.setExpandAtFiles(false);
    // A grid may be called as a command is: the default one is, local.
    line.setAllowSubcommandsAsOptionParameters(true);
    line.registerConverter(Duration.class, new DurationConverter());
    line.registerConverter(Path.class, new PathConverter());
    line.setParameterExceptionHandler(new Failures.OfUsage());
    line.setExecutionExceptionHandler(new Failures.OfExecution());
    line.setUsageHelpWidth(100);
    return line;
  }

  /** The names of the commands, in the order in which help tells of them. */
  static List<String> names() {
    return COMMANDS.stream().map(each -> each.getAnnotation(Command.class).name()).toList();
  }

  /**
   * What the list of commands says of one; it cannot be called. Other attributes, such as aliases,
   * no command has.
   */
  private static CommandSpec asListed(Command command) {
    CommandSpec listed = CommandSpec.create();
    listed.usageMessage().description(command.description());
    return listed;
  }
}
