package io.htcgrid.cli;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.control.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid retry}. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Submits the failed tasks of an ended session as a new one, and prints its id.",
      "It has the same payloads and settings. Its task 0 is the first that"
          + " 'htcgrid tasks ID --state FAILED' lists, and so on."
    })
final class RetryCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Parameters(paramLabel = "ID", description = "The ended session's id.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  String id;

  @Option(names = "--cancelled", description = "The cancelled tasks too.")
  boolean cancelled;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Past it the session has failed. Default: as long as the ended one's.")
  @Nullable Duration timeout;

  @Option(
      names = "--token",
      paramLabel = "TEXT",
      description = "Retrying twice with one token makes one session.")
  @Nullable String token;

  @Option(names = "--wait", description = "Wait until it has ended, as 'htcgrid wait' does.")
  boolean wait;

  @Override
  public Integer call() {
    Console console = root.console();
    try (HtcGrid grid = root.connect()) {
      SessionSpec.Builder spec = grid.session(id).repetition(states());
      if (timeout != null) {
        spec.timeout(timeout);
      }
      if (token != null) {
        spec.clientToken(token);
      }
      Optional<Session> session = SignalledSubmission.submit(console, grid, spec.build());
      return session.isEmpty()
          ? ExitCode.WORK_FAILED
          : SubmittedView.answer(console, session.get(), session.get().status().taskCount(), wait);
    }
  }

  private TaskState[] states() {
    List<TaskState> states = new ArrayList<>(List.of(TaskState.FAILED));
    if (cancelled) {
      states.add(TaskState.CANCELLED);
    }
    return states.toArray(TaskState[]::new);
  }
}
