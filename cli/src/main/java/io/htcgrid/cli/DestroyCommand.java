package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.cli.deploy.Account;
import io.htcgrid.cli.deploy.Destruction;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid destroy}. */
@Command(
    name = "destroy",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Takes a grid down that 'htcgrid deploy' or the CDK app deployed.",
      "Bucket and state table stay, and 'htcgrid deploy' takes them in again, unless --delete-data is"
          + " given and the grid's name is repeated."
    })
final class DestroyCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Parameters(paramLabel = "NAME", description = "The grid's name.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  String name;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Default: AWS_REGION, or that of the AWS profile.")
  @Nullable String region;

  @Option(
      names = "--delete-data",
      description = "Delete bucket and state table too, with all sessions, payloads and results.")
  boolean deleteData;

  @Option(
      names = "--yes-delete-data",
      paramLabel = "NAME",
      description = "The grid's name once more, instead of typing it when asked.")
  @Nullable String yesDeleteData;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  StackTimeoutOption stackTimeout;

  @Option(names = "--yes", description = "Do not ask whether to destroy it.")
  boolean yes;

  @Override
  public Integer call() {
    if (yesDeleteData != null && !deleteData) {
      throw CommandFailure.usage("--yes-delete-data goes with --delete-data");
    }
    Console console = root.console();
    Environment environment = root.environment();
    String where = region == null ? environment.variables().get("HTCGRID_REGION") : region;
    Destruction.Outcome outcome;
    try (Account account = Account.open(environment.gridFinder(), where, stackTimeout.timeout)) {
      ConsoleAsk ask = new ConsoleAsk(console, environment.stdin(), yes);
      outcome = new Destruction(account, ask, name, deleteData, yesDeleteData).run();
    }
    if (!outcome.confirmed()) {
      throw CommandFailure.usage("not confirmed, so nothing was deleted; answer y, or give --yes");
    }
    ObjectNode json = Console.json().createObjectNode().put("grid", name);
    ArrayNode deleted = json.putArray("deletedStacks");
    outcome.stacks().forEach(deleted::add);
    ArrayNode left = json.putArray("left");
    outcome.left().forEach(left::add);
    console.answer(
        json,
        outcome.left().isEmpty()
            ? "grid " + name + " is destroyed, and nothing of it is left"
            : "grid "
                + name
                + " is destroyed; left are "
                + String.join(" and ", outcome.left())
                + ", which 'htcgrid destroy "
                + name
                + " --delete-data' deletes");
    return ExitCode.OK;
  }
}
