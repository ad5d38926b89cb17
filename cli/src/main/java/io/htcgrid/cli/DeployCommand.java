package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.cli.deploy.Account;
import io.htcgrid.cli.deploy.Deployment;
import io.htcgrid.cli.deploy.Order;
import io.htcgrid.control.config.GridConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid deploy}. */
@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Deploys a grid into an AWS account, or changes one that is there.",
      "Makes change sets of the stacks htcgrid-NAME-data, -control, -access, -observability and, with"
          + " --compute ec2, -ec2; shows what they would change, asks, and carries them out in that"
          + " order. What is not given stays as it was deployed. Needs neither Node nor the CDK."
    })
final class DeployCommand implements Callable<Integer> {
  /** Where agents run. */
  enum Compute {
    NONE,
    EC2
  }

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Parameters(
      paramLabel = "NAME",
      description =
          "The grid's name: 1 to " + GridConfig.MAX_NAME + " of a-z, 0-9 and '-', a letter first.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  String name;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Default: AWS_REGION, or that of the AWS profile.")
  @Nullable String region;

  @Option(
      names = "--compute",
      paramLabel = "none|ec2",
      description =
          "Whether to deploy agents on EC2. Default: as it is; of a new grid, none. An EC2 stack that"
              + " is there already is left alone by 'none'.")
  @Nullable Compute compute;

  @Option(names = "--vpc", paramLabel = "ID", description = "VPC of the agents on EC2.")
  @Nullable String vpc;

  @Option(
      names = "--subnets",
      paramLabel = "ID",
      split = ",",
      description = "Its subnets for them, with a comma between.")
  List<String> subnets = List.of();

  @Option(names = "--min", paramLabel = "N", description = "Least slots of the agents on EC2.")
  @Nullable Integer min;

  @Option(names = "--max", paramLabel = "N", description = "Most slots of the agents on EC2.")
  @Nullable Integer max;

  @Option(
      names = "--image-tag",
      paramLabel = "TAG",
      description = "Of the images that they run. Default: htcgrid's version.")
  @Nullable String imageTag;

  @Option(
      names = "--priority-levels",
      paramLabel = "N",
      description = "How many priorities, 1 to 10. Default: 3.")
  @Nullable Integer priorityLevels;

  @Option(
      names = "--retention-days",
      paramLabel = "N",
      description = "How long payloads and results are kept, 14 at least. Default: 16.")
  @Nullable Integer retentionDays;

  @Option(
      names = "--key",
      paramLabel = "ARN",
      description = "KMS key of yours that encrypts everything. Default: AWS's own.")
  @Nullable String key;

  @Option(
      names = "--permissions-boundary",
      paramLabel = "ARN",
      description = "Policy that bounds the grid's roles.")
  @Nullable String permissionsBoundary;

  @Option(
      names = "--alarm-topic",
      paramLabel = "ARN",
      description = "SNS topic that is told of alarms.")
  @Nullable String alarmTopic;

  @Option(
      names = "--parameter",
      paramLabel = "STACK.Key=Value",
      description = "Any other parameter of a stack's template, such as data.RetentionDays=30.")
  List<String> parameters = List.of();

  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  StackTimeoutOption stackTimeout;

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  @Override
  public Integer call() {
    Console console = root.console();
    Environment environment = root.environment();
    // Refuses a name that no grid can have, before anything is asked of AWS.
    var unused = GridConfig.of(name, "any-bucket");
    Order order =
        new Order(
            name, compute == null ? null : compute == Compute.EC2, given(), Order.own(parameters));
    Deployment.Outcome outcome;
    try (Account account =
        Account.open(environment.gridFinder(), region(environment), stackTimeout.timeout)) {
      ConsoleAsk ask = new ConsoleAsk(console, environment.stdin(), yes);
      outcome = Deployment.of(account, environment.installation(), ask, order).run();
    }
    if (!outcome.confirmed()) {
      throw CommandFailure.usage("not confirmed, so nothing was changed; answer y, or give --yes");
    }
    ObjectNode json = Console.json().createObjectNode().put("grid", name);
    ArrayNode changed = json.putArray("changedStacks");
    outcome.stacks().forEach(changed::add);
    console.answer(
        json,
        outcome.stacks().isEmpty()
            ? "grid " + name + " is deployed like this already; nothing was changed"
            : "grid " + name + " is deployed; try 'htcgrid doctor --grid " + name + "'");
    return ExitCode.OK;
  }

  private @Nullable String region(Environment environment) {
    return region == null ? environment.variables().get("HTCGRID_REGION") : region;
  }

  private Map<String, String> given() {
    Map<String, String> given = new HashMap<>();
    put(given, "VpcId", vpc);
    put(given, "SubnetIds", subnets.isEmpty() ? null : String.join(",", subnets));
    put(given, "MinSlots", min);
    put(given, "MaxSlots", max);
    put(given, "ImageTag", imageTag);
    put(given, "PriorityLevels", priorityLevels);
    put(given, "RetentionDays", retentionDays);
    put(given, "KeyArn", key);
    put(given, "PermissionsBoundaryArn", permissionsBoundary);
    put(given, "AlarmTopicArn", alarmTopic);
    return given;
  }

  private static void put(Map<String, String> given, String parameter, @Nullable Object value) {
    if (value != null) {
      given.put(parameter, String.format(Locale.ROOT, "%s", value));
    }
  }
}
