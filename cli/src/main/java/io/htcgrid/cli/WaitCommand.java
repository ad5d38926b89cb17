package io.htcgrid.cli;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionStatus;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid wait}. */
@Command(
    name = "wait",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Waits until a session has ended and shows how far it is.",
      "Exits with 1 when it did not complete, with 4 when there was no such function, and with 6"
          + " when",
      "the time given is over."
    })
final class WaitCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Parameters(paramLabel = "ID", description = "The session's id.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  String id;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait, such as 90s or 2h. Default: until it ends.")
  @Nullable Duration timeout;

  @Override
  public Integer call() {
    Console console = root.console();
    try (HtcGrid grid = root.connect()) {
      Session session = grid.session(id);
      SessionStatus status =
          new SessionWait(console).forEnd(session, session.status().taskCount(), timeout);
      StatusView.answer(console, status);
      return SessionEnd.exitCode(console, session, status);
    }
  }
}
