package io.htcgrid.local;

import io.htcgrid.control.config.ConfigException;
import io.htcgrid.control.queue.QueueMissingException;
import io.htcgrid.embedded.EmbeddedServiceException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/** What a grid needs beside agents and runtimes where AWS gives none of it: for containers. */
@Command(
    name = "htcgrid-services",
    description = "Parts of a grid that AWS provides elsewhere, each for a container of its own.",
    subcommands = {ServicesCommand.class, CreateCommand.class, SweepCommand.class})
public final class Main {
  private static final String LOG_SETTINGS = "logback.configurationFile";
  private static final int CANNOT_START = 1;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "show this help and exit")
  @SuppressWarnings("UnusedVariable") // picocli shows the help by itself.
  private boolean help;

  private Main() {}

  public static void main(String[] arguments) {
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "io/htcgrid/agent/logback-main.xml");
    }
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(
            (failure, rejected) -> {
              failure
                  .getCommandLine()
                  .getErr()
                  .println(failure.getMessage() + "; --help shows all options");
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> {
              if (!isUsersOrServices(failure)) {
                throw failure;
              }
              commandLine.getErr().println(failure.getMessage());
              return CANNOT_START;
            })
        .execute(arguments);
  }

  private static boolean isUsersOrServices(Exception failure) {
    return failure instanceof ConfigException
        || failure instanceof EmbeddedServiceException
        || failure instanceof IllegalArgumentException
        || failure instanceof QueueMissingException
        || failure instanceof SdkException;
  }
}
