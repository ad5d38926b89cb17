package io.htcgrid.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a Lambda runtime from the command line and runs it until it is told to stop. */
@Command(
    name = "lambda-runtime",
    showDefaultValues = true,
    description =
        "Hosts the Lambda functions of a folder. Invoke them with the Lambda API or curl.")
public final class Main implements Callable<Integer> {

  private static final String LOG_SETTINGS = "logback.configurationFile";

  /** The runtime could not start. */
  private static final int CANNOT_START = 1;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help and exit")
  @SuppressWarnings("UnusedVariable") // picocli shows the help by itself.
  private boolean help;

  @Option(
      names = "--functions",
      required = true,
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      paramLabel = "DIR",
      description = "the folder of functions")
  private Path functions = Path.of("functions");

  @Option(
      names = "--versions",
      paramLabel = "DIR",
      description = "the folder into which an agent delivers versions of functions")
  private @Nullable Path versions;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "the address to listen on; whoever reaches it may run code")
  private String host = "";

  @Option(
      names = "--port",
      defaultValue = "${env:HTCGRID_RUNTIME_PORT:-9001}",
      description = "the port to listen on; 0 for a free one [HTCGRID_RUNTIME_PORT]")
  private int port;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "${env:HTCGRID_RUNTIME_SLOTS:-0}",
      description = "invocations at once; 0 for one per processor [HTCGRID_RUNTIME_SLOTS]")
  private int slots;

  @Option(names = "--allow-command", description = "let clients run command lines of their own")
  private boolean allowCommand;

  @Option(
      names = "--command-timeout",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "how long a command line may take")
  private long commandTimeout;

  @Option(
      names = "--command-memory",
      paramLabel = "MIB",
      defaultValue = "1024",
      description = "how much memory a command line may use")
  private int commandMemory;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "${env:HTCGRID_RUNTIME_GRACE:-0}",
      description =
          "when told to stop, how long to wait for running invocations before they are killed"
              + " [HTCGRID_RUNTIME_GRACE]")
  private long grace;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  private Main() {}

  public static void main(String[] arguments) {
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "io/htcgrid/runtime/logback-main.xml");
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
              if (!(failure instanceof RuntimeStartException)
                  && !(failure instanceof IllegalArgumentException)) {
                throw failure;
              }
              commandLine.getErr().println(failure.getMessage());
              return CANNOT_START;
            })
        .execute(arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var runtime = LambdaRuntime.start(settings())) {
      System.out.println(
          "Lambda runtime at " + runtime.endpoint() + " with " + runtime.slots() + " slots");
      runtime.awaitClose();
    }
    return 0;
  }

  /** What settings refuse is a wrong option, as what is no number is. */
  private RuntimeSettings settings() {
    var settings =
        RuntimeSettings.builder(functions)
            .versions(versions)
            .host(host)
            .port(port)
            .allowCommand(allowCommand)
            .commandTimeout(Duration.ofSeconds(commandTimeout))
            .commandMemoryMb(commandMemory)
            .stopGrace(Duration.ofSeconds(grace));
    String region = System.getenv("AWS_REGION");
    if (region != null) {
      settings.region(region);
    }
    if (slots != 0) {
      settings.slots(slots);
    }
    try {
      return settings.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
