package io.htcgrid.cli;

import io.htcgrid.connector.AgentInfo;
import io.htcgrid.connector.HtcGrid;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid drain}. */
@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    description = {
      "Asks an agent to take no more tasks, to finish what it runs, and to stop.",
      "What it cannot finish within its grace is handed back and runs elsewhere. The agent notices"
          + " within 10 s; 'htcgrid agents' lists it until it has stopped. One that is started again"
          + " under the same name works as before."
    })
final class DrainCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Parameters(paramLabel = "AGENT", description = "Its name, as 'htcgrid agents' shows it.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  String agent;

  @Override
  public Integer call() {
    try (HtcGrid grid = root.connect()) {
      AgentInfo asked = grid.operations().drain(agent);
      root.console()
          .answer(
              AgentsCommand.json(asked).put("draining", true),
              "agent "
                  + asked.id()
                  + (asked.draining() ? " was asked to drain before" : " is asked to drain")
                  + "; "
                  + asked.busy()
                  + " of its "
                  + asked.slots()
                  + " slots were busy at "
                  + asked.lastSeen());
    }
    return ExitCode.OK;
  }
}
