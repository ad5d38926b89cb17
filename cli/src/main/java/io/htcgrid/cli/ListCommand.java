package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.SessionSummary;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists sessions, the newest first.")
final class ListCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Option(names = "--open", description = "Only those that have not ended.")
  boolean open;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  int limit;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw CommandFailure.usage("--limit is " + limit + "; give 1 or more");
    }
    Console console = root.console();
    List<SessionSummary> sessions;
    try (HtcGrid grid = root.connect();
        Stream<SessionSummary> all = open ? grid.openSessions() : grid.sessions()) {
      sessions = all.limit(limit).toList();
    }
    ObjectNode json = Console.json().createObjectNode();
    ArrayNode array = json.putArray("sessions");
    sessions.forEach(session -> array.add(StatusView.json(session)));
    console.answer(json, text(sessions));
    return ExitCode.OK;
  }

  private static String text(List<SessionSummary> sessions) {
    if (sessions.isEmpty()) {
      return "no sessions";
    }
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-26s %-10s %9s  %-24s %s",
                "SESSION",
                "STATE",
                "TASKS",
                "CREATED",
                "FUNCTION"));
    for (SessionSummary session : sessions) {
      text.append(System.lineSeparator())
          .append(
              String.format(
                  Locale.ROOT,
                  "%-26s %-10s %9s  %-24s %s",
                  session.id(),
                  session.state(),
                  session.taskCount() < 0 ? "?" : session.taskCount(),
                  session.createdAt(),
                  session.function()));
    }
    return text.toString();
  }
}
