package io.htcgrid.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command waits for CloudFormation. */
final class StackTimeoutOption {
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      description =
          "How long to wait for each stack, such as 90s or 2h. AWS goes on with what was begun."
              + " Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  Duration timeout;
}
