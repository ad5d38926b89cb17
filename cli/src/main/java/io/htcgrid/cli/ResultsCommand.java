package io.htcgrid.cli;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionStatus;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid results}. */
@Command(
    name = "results",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes one JSON object per task to stdout: index, state, and result (resultBase64 when it is"
          + " not JSON) or error.",
      "In index order, tasks that have not ended included; with --follow as they end, until all"
          + " have.",
      "Exits with 5 when a result cannot be read, which has an error in its place; all others are"
          + " written."
    })
final class ResultsCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Parameters(paramLabel = "ID", description = "The session's id.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  String id;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Write each result to a file INDEX.json (INDEX.bin when it is not JSON) there.")
  @Nullable Path folder;

  @Option(names = "--follow", description = "As tasks end, until all have.")
  boolean follow;

  @Override
  public Integer call() {
    Console console = root.console();
    try (HtcGrid grid = root.connect()) {
      Session session = grid.session(id);
      OutcomeView view = new OutcomeView(folder == null ? null : OutputFolder.create(folder));
      if (follow) {
        SessionStatus status =
            new SessionWait(console).forOutcomes(session, session.status().taskCount(), view::json);
        return view.exitCode(console, SessionEnd.exitCode(console, session, status));
      }
      ResultListing.write(console, session, view);
      return view.exitCode(console, ExitCode.OK);
    }
  }
}
