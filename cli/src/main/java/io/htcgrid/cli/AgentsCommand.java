package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.connector.AgentInfo;
import io.htcgrid.connector.HtcGrid;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid agents}. */
@Command(
    name = "agents",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the agents that are alive, with their slots and how many of them are busy.",
      "Agents tell of themselves every 30 s; one that was not heard of for 2 minutes is gone."
    })
final class AgentsCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Override
  public Integer call() {
    List<AgentInfo> agents;
    Set<Integer> paused;
    try (HtcGrid grid = root.connect()) {
      agents = grid.operations().agents();
      paused = grid.operations().settings().pausedLevels();
    }
    ObjectNode json = Console.json().createObjectNode();
    ArrayNode array = json.putArray("agents");
    agents.forEach(agent -> array.add(json(agent)));
    json.put("slots", slots(agents)).put("busy", busy(agents));
    PauseView.put(json, paused);
    root.console().answer(json, text(agents, paused));
    return ExitCode.OK;
  }

  private static int slots(List<AgentInfo> agents) {
    return agents.stream().mapToInt(AgentInfo::slots).sum();
  }

  private static int busy(List<AgentInfo> agents) {
    return agents.stream().mapToInt(AgentInfo::busy).sum();
  }

  static ObjectNode json(AgentInfo agent) {
    ObjectNode node = Console.json().createObjectNode();
    node.put("agent", agent.id()).put("host", agent.host());
    node.put("slots", agent.slots()).put("busy", agent.busy());
    node.put("draining", agent.draining()).put("version", agent.version());
    return node.put("lastSeen", agent.lastSeen().toString());
  }

  private static String text(List<AgentInfo> agents, Set<Integer> paused) {
    String rests = paused.isEmpty() ? "" : System.lineSeparator() + PauseView.text(paused);
    if (agents.isEmpty()) {
      return "no agents are alive" + rests;
    }
    StringBuilder text =
        new StringBuilder(row("AGENT", "HOST", "SLOTS", "BUSY", "STATE", "VERSION", "LAST SEEN"));
    for (AgentInfo agent : agents) {
      text.append(System.lineSeparator())
          .append(
              row(
                  agent.id(),
                  agent.host(),
                  agent.slots(),
                  agent.busy(),
                  agent.draining() ? "DRAINING" : "WORKING",
                  agent.version(),
                  agent.lastSeen()));
    }
    return text.append(System.lineSeparator())
        .append(agents.size() == 1 ? "1 agent, " : agents.size() + " agents, ")
        .append(busy(agents))
        .append(" of ")
        .append(slots(agents))
        .append(" slots busy")
        .append(rests)
        .toString();
  }

  private static String row(Object... columns) {
    return String.format(Locale.ROOT, "%-32s %-28s %5s %5s  %-9s %-16s %s", columns);
  }
}
