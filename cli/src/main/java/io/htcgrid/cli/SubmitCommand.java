package io.htcgrid.cli;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid submit}. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Submits a session and prints its id; then every task of it is in the system.",
      "All input is checked before anything is submitted."
    },
    footer = {
      "",
      "Examples:",
      "  htcgrid submit --function price --input trades.jsonl --wait",
      "  producer | htcgrid submit --function price --input - --tag desk=rates",
      "  htcgrid submit --command 'wc' --arg -c --input folder-of-files/"
    })
final class SubmitCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  /** What every task runs: one of the two. */
  static final class What {
    @Option(
        names = "--function",
        paramLabel = "NAME",
        description = "The function that every task runs.")
    @Nullable String function;

    @Option(
        names = "--command",
        paramLabel = "PROGRAM",
        description = {
          "Runs a program instead, with each --arg as an argument: payload on stdin, result from"
              + " stdout.",
          "Only where the operator allows it."
        })
    @Nullable String command;
  }

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  What what;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE|DIR|-",
      description =
          "A file of JSON lines, one payload a line; a folder, one payload a file; or '-': JSON"
              + " lines on stdin.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  Path input;

  @Option(
      names = "--priority",
      paramLabel = "LEVEL",
      defaultValue = "0",
      description = "Level of the task queue, 0 the lowest. Default: ${DEFAULT-VALUE}.")
  int priority;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Past it the session has failed, such as 90s, 2h or 13d.")
  @Nullable Duration timeout;

  @Option(names = "--task-timeout", paramLabel = "TIME", description = "For one attempt of a task.")
  @Nullable Duration taskTimeout;

  @Option(
      names = "--token",
      paramLabel = "TEXT",
      description = "Submitting twice with one token makes one session.")
  @Nullable String token;

  @Option(
      names = "--fair-share-key",
      paramLabel = "KEY",
      description = "Sessions of one key share a queue's attention.")
  @Nullable String fairShareKey;

  @Option(names = "--fail-fast", description = "End the session with its first failed task.")
  boolean failFast;

  @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "A tag of the session.")
  Map<String, String> tags = new LinkedHashMap<>();

  @Option(
      names = "--arg",
      paramLabel = "TEXT",
      description = "An argument for the function, in order.")
  List<String> arguments = new ArrayList<>();

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "An environment entry for the function.")
  Map<String, String> env = new LinkedHashMap<>();

  @Option(names = "--wait", description = "Wait until it has ended, as 'htcgrid wait' does.")
  boolean wait;

  @Override
  public Integer call() {
    Console console = root.console();
    try (TaskInput tasks = InputReader.read(input, root.environment().stdin())) {
      try (HtcGrid grid = root.connect();
          Stream<byte[]> payloads = tasks.payloads()) {
        Optional<Session> session = SignalledSubmission.submit(console, grid, spec(payloads));
        return session.isEmpty()
            ? ExitCode.WORK_FAILED
            : SubmittedView.answer(console, session.get(), tasks.tasks(), wait);
      }
    }
  }

  private SessionSpec spec(Stream<byte[]> payloads) {
    String command = what.command;
    List<String> all = new ArrayList<>(arguments);
    if (command != null) {
      all.add(0, command);
    }
    SessionSpec.Builder spec =
        SessionSpec.function(command != null ? "command" : Objects.requireNonNull(what.function))
            .payloads(payloads)
            .arguments(all)
            .environment(env)
            .priority(priority)
            .failFast(failFast)
            .tags(tags);
    if (timeout != null) {
      spec.timeout(timeout);
    }
    if (taskTimeout != null) {
      spec.taskTimeout(taskTimeout);
    }
    if (token != null) {
      spec.clientToken(token);
    }
    if (fairShareKey != null) {
      spec.fairShareKey(fairShareKey);
    }
    return spec.build();
  }
}
