package io.htcgrid.infra;

import io.htcgrid.control.config.GridConfig;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What stacks ask for: a parameter of that name in a template, a context value of that name in the
 * CDK app. Those without a default must be given.
 */
enum Input {
  GRID_NAME(
      Kind.TEXT,
      "The grid's name, part of every resource's name. 1 to "
          + GridConfig.MAX_NAME
          + " lower-case letters, digits and hyphens, a letter first and no hyphen last",
      null,
      GridConfig.NAME_PATTERN),
  KEY_ARN(
      Kind.TEXT,
      "ARN of a KMS key of yours that encrypts table, queues and bucket. Empty - keys of AWS",
      "",
      "(arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)?"),
  PERMISSIONS_BOUNDARY_ARN(
      Kind.TEXT,
      "ARN of the policy that bounds every role of the grid. Empty - none",
      "",
      "(arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+)?"),

  RETENTION_DAYS(
      Kind.NUMBER,
      "Days that payloads and results are kept. At least 14, as long as sessions are",
      "16",
      "(1[4-9]|[2-9][0-9]|[1-9][0-9]{2,3})",
      14),
  ACCESS_LOG_BUCKET(
      Kind.TEXT,
      "Bucket that takes the access logs of the grid's bucket. Empty - no access logs",
      "",
      "([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?"),
  ENDPOINT_VPC_ID(
      Kind.TEXT,
      "VPC that gets gateway endpoints for S3 and DynamoDB. Empty - none, or it has them already",
      "",
      "(vpc-[0-9a-f]+)?"),
  ENDPOINT_ROUTE_TABLE_IDS(
      Kind.LIST, "Route tables of that VPC that the endpoints go into", "", "(rtb-[0-9a-f]+)?"),

  PRIORITY_LEVELS(
      // A text, as conditions compare it with texts: not every reader of templates takes 2 for "2".
      Kind.TEXT,
      "Task queues, one per priority, 1 to " + GridConfig.MAX_PRIORITY_LEVELS,
      String.valueOf(GridConfig.DEFAULT_PRIORITY_LEVELS),
      IntStream.rangeClosed(1, GridConfig.MAX_PRIORITY_LEVELS).mapToObj(String::valueOf).toList()),
  CODE_BUCKET(
      Kind.TEXT,
      "Bucket with the sweeper's code. Empty - the grid's own",
      "",
      "([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?"),
  SWEEPER_CODE_KEY(
      Kind.TEXT,
      "Key of the sweeper's zip in that bucket, such as deploy/sweeper-<sha256>.zip",
      null,
      ".{1,1024}"),
  DELETION_PROTECTION(
      Kind.TEXT, "Whether the state table refuses to be deleted", "true", List.of("true", "false")),
  LOG_RETENTION_DAYS(
      Kind.NUMBER,
      "Days that logs are kept",
      "30",
      List.of("1", "3", "5", "7", "14", "30", "60", "90", "180", "365", "731", "1827", "3653")),

  ALARM_TOPIC_ARN(
      Kind.TEXT,
      "SNS topic told of alarms. Empty - alarms tell nobody",
      "",
      "(arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:.+)?"),
  OLDEST_MESSAGE_SECONDS(
      Kind.NUMBER,
      "Alarm when a task message of a priority is older than this, waiting or running",
      "3600",
      "[1-9][0-9]{0,6}"),
  FAILED_TASKS(Kind.NUMBER, "Alarm when more tasks fail in 5 minutes", "100", "[0-9]{1,7}"),

  VPC_ID(Kind.VPC, "VPC of the agents", null, "vpc-[0-9a-f]+"),
  SUBNET_IDS(
      Kind.SUBNETS,
      "Subnets of the agents, in several zones. They need ways to SQS, ECR, CloudWatch Logs, SSM and"
          + " Auto Scaling, by NAT or interface endpoints",
      null,
      "subnet-[0-9a-f]+"),
  IMAGE_ID(
      Kind.IMAGE,
      "SSM parameter that names the machine image, an Amazon Linux 2023 for the wanted processors",
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
      "/.+"),
  AGENT_REPOSITORY(
      Kind.TEXT, "ECR repository in this account of the agent's image", "htcgrid/agent", ".+"),
  RUNTIME_REPOSITORY(
      Kind.TEXT,
      "ECR repository in this account of the runtime's image, or of yours made of it",
      "htcgrid/runtime",
      ".+"),
  IMAGE_TAG(Kind.TEXT, "Tag of both images", null, "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"),
  MIN_VCPUS(Kind.NUMBER, "Least vCPUs of an instance", "4", "[1-9][0-9]{0,2}"),
  MAX_VCPUS(Kind.NUMBER, "Most vCPUs of an instance", "32", "[1-9][0-9]{0,2}"),
  MEMORY_GIB_PER_VCPU(
      Kind.NUMBER, "Least memory of an instance per vCPU, in GiB", "2", "[1-9][0-9]?"),
  MIN_SLOTS(
      Kind.NUMBER,
      "Least slots of the grid, which runs one task per vCPU. 0 - none when nothing is to do",
      "0",
      "[0-9]{1,6}"),
  MAX_SLOTS(Kind.NUMBER, "Most slots of the grid", "256", "[1-9][0-9]{0,5}"),
  ON_DEMAND_SLOTS(
      Kind.NUMBER, "Slots on On-Demand instances before any on Spot", "0", "[0-9]{1,6}"),
  ON_DEMAND_PERCENT(
      Kind.NUMBER,
      "Percent of the further slots that are On-Demand, the rest Spot",
      "0",
      "[0-9]{1,3}"),
  BACKLOG_PER_SLOT(
      Kind.NUMBER,
      "Task messages of a priority per slot, waiting and in flight, that scaling aims at. Few for"
          + " long tasks, many for short ones",
      "10",
      "[1-9][0-9]{0,5}"),
  DRAIN_SECONDS(
      Kind.NUMBER,
      "How long running tasks may go on when their instance is taken, until they are handed back."
          + " Spot gives 120 seconds in all",
      "60",
      "[0-9]{1,4}"),
  VOLUME_GIB(Kind.NUMBER, "Disk of an instance, in GiB", "30", "[1-9][0-9]{0,4}"),
  FUNCTION_NETWORK(
      Kind.TEXT,
      "What functions reach: none - loopback alone; vpc - what the subnets reach, never the metadata"
          + " service",
      "none",
      List.of("none", "vpc")),

  OIDC_PROVIDER(
      Kind.TEXT,
      "The cluster's OpenID Connect provider without https://, for IAM roles for service accounts."
          + " Empty - EKS Pod Identity",
      "",
      "([a-z0-9.-]+/.+)?"),
  CLUSTER_NAME(
      Kind.TEXT,
      "EKS cluster whose Pod Identity gives the roles to the service accounts. Empty - associate"
          + " them yourself",
      "",
      "([A-Za-z0-9][A-Za-z0-9_-]{0,99})?"),
  NAMESPACE(
      Kind.TEXT, "Kubernetes namespace of the agents", "htcgrid", "[a-z0-9]([a-z0-9-]*[a-z0-9])?"),
  SERVICE_ACCOUNT(
      Kind.TEXT,
      "Service account of the agents",
      "htcgrid-agent",
      "[a-z0-9]([a-z0-9.-]*[a-z0-9])?"),
  SCALER_NAMESPACE(
      Kind.TEXT, "Namespace of KEDA's operator", "keda", "[a-z0-9]([a-z0-9-]*[a-z0-9])?"),
  SCALER_SERVICE_ACCOUNT(
      Kind.TEXT,
      "Service account of KEDA's operator, which reads the queues' lengths",
      "keda-operator",
      "[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

  /** A parameter's type in CloudFormation. */
  enum Kind {
    TEXT("String"),
    NUMBER("Number"),
    LIST("CommaDelimitedList"),
    VPC("AWS::EC2::VPC::Id"),
    SUBNETS("List<AWS::EC2::Subnet::Id>"),
    IMAGE("AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    String type() {
      return type;
    }

    boolean isList() {
      return this == LIST || this == SUBNETS;
    }
  }

  private final Kind kind;
  private final String description;
  private final @Nullable String byDefault;
  private final @Nullable String pattern;
  private final @Nullable Integer minimum;

  @SuppressWarnings("ImmutableEnumChecker") // Made by List.of alone.
  private final List<String> choices;

  Input(Kind kind, String description, @Nullable String byDefault, String pattern) {
    this(kind, description, byDefault, pattern, null);
  }

  Input(
      Kind kind,
      String description,
      @Nullable String byDefault,
      String pattern,
      @Nullable Integer minimum) {
    this.kind = kind;
    this.description = description;
    this.byDefault = byDefault;
    this.pattern = pattern;
    this.minimum = minimum;
    this.choices = List.of();
  }

  Input(Kind kind, String description, String byDefault, List<String> choices) {
    this.kind = kind;
    this.description = description;
    this.byDefault = byDefault;
    this.pattern = null;
    this.minimum = null;
    this.choices = List.copyOf(choices);
  }

  /** The parameter's and the context value's name: {@code GRID_NAME} is {@code GridName}. */
  String key() {
    StringBuilder key = new StringBuilder();
    for (String word : name().split("_", -1)) {
      key.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return key.toString();
  }

  Kind kind() {
    return kind;
  }

  String description() {
    return description;
  }

  @Nullable String byDefault() {
    return byDefault;
  }

  @Nullable String pattern() {
    return pattern;
  }

  /** Of a number, as its pattern has it: CloudFormation knows no patterns of numbers. */
  @Nullable Integer minimum() {
    return minimum;
  }

  List<String> choices() {
    return choices;
  }

  /** What is wrong with a value; null: nothing. */
  @Nullable String problem(String value) {
    if (!choices.isEmpty()) {
      return choices.contains(value)
          ? null
          : key() + " is '" + value + "'; choose one of " + String.join(", ", choices);
    }
    List<String> parts = kind.isList() ? List.of(value.split(",", -1)) : List.of(value);
    Pattern allowed = Pattern.compile(String.valueOf(pattern));
    for (String part : parts) {
      if (!allowed.matcher(part).matches()) {
        return key()
            + " is '"
            + value
            + "', which does not fit "
            + pattern
            + " ("
            + description
            + ")";
      }
    }
    return null;
  }
}
