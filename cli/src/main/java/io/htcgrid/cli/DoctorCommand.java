package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.cli.doctor.Doctor;
import io.htcgrid.cli.doctor.Finding;
import io.htcgrid.cli.doctor.Role;
import io.htcgrid.control.config.GridClients;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks whether a grid can be used from here: credentials, region, parameter, permissions,"
          + " clock, queues; says what is wrong and what to do.",
      "Makes a few cheap calls, which change nothing but one small object that expires. Ends with 0"
          + " when nothing is wrong, 3 when the grid was not found, 5 when something else is wrong."
    })
final class DoctorCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Option(
      names = "--for",
      paramLabel = "ROLE",
      defaultValue = "submitter",
      description =
          "Whose permissions to check: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  Role role = Role.SUBMITTER;

  @Override
  public Integer call() {
    List<Finding> findings =
        new Doctor(root.environment().gridFinder(), root.grid, role, GridClients::open).look();
    ObjectNode json = Console.json().createObjectNode();
    ArrayNode array = json.putArray("checks");
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      String state = finding.state().name().toLowerCase(Locale.ROOT);
      array
          .addObject()
          .put("check", finding.check())
          .put("state", state)
          .put("text", finding.text());
      text.append(text.isEmpty() ? "" : System.lineSeparator())
          .append(
              String.format(Locale.ROOT, "%-8s %-12s %s", state, finding.check(), finding.text()));
    }
    List<Finding> problems =
        findings.stream().filter(each -> each.state() == Finding.State.PROBLEM).toList();
    root.console().answer(json.put("healthy", problems.isEmpty()), text.toString());
    if (problems.isEmpty()) {
      return ExitCode.OK;
    }
    return problems.stream().anyMatch(each -> each.check().equals("grid"))
        ? ExitCode.CONFIGURATION
        : ExitCode.SERVICE;
  }
}
