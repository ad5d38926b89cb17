package io.htcgrid.infra;

import io.htcgrid.control.state.Partitions;
import io.htcgrid.control.state.StateTableSchema;
import io.htcgrid.data.ObjectKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.IResolvable;

/**
 * What each role may do with a grid: the calls that the code makes, on the items, queues and
 * objects that it makes them on, and no others.
 */
final class Policies {
  /** Where function versions lie in the bucket. */
  static final String FUNCTIONS = "functions/";

  private static final List<String> READ_ITEMS =
      List.of("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query");
  private static final List<String> QUEUE_LENGTHS =
      List.of("sqs:GetQueueUrl", "sqs:GetQueueAttributes");
  private static final String SEND = "sqs:SendMessage";

  private final Names names;
  private final Inputs inputs;

  Policies(Names names, Inputs inputs) {
    this.names = names;
    this.inputs = inputs;
  }

  Map<String, Object> submitter() {
    List<Statement> may = new ArrayList<>(reading());
    may.add(
        table("WriteSessions", List.of("dynamodb:PutItem", "dynamodb:UpdateItem"))
            .onPartitions(Partitions.SESSIONS, Partitions.PAGES));
    may.add(
        table("ShowConnector", List.of("dynamodb:PutItem", "dynamodb:DeleteItem"))
            .onPartitions(Partitions.CONNECTORS));
    may.add(objects("WritePayloads", "s3:PutObject", ObjectKeys.PAYLOADS));
    may.add(objects("ReadPayloads", "s3:GetObject", ObjectKeys.PAYLOADS));
    may.add(Statement.of("SendTasks", List.of("sqs:GetQueueUrl", SEND), taskQueues()));
    may.add(
        Statement.of(
            "OwnReplyQueues",
            List.of(
                "sqs:CreateQueue",
                "sqs:TagQueue",
                "sqs:DeleteQueue",
                "sqs:ReceiveMessage",
                "sqs:DeleteMessage",
                SEND),
            replyQueues()));
    return document(may);
  }

  Map<String, Object> reader() {
    return document(reading());
  }

  Map<String, Object> operator() {
    List<Statement> may = new ArrayList<>(reading());
    may.add(table("ReadAgents", List.of("dynamodb:Query")).onPartitions(Partitions.AGENTS));
    may.add(
        table("CancelSessions", List.of("dynamodb:UpdateItem"))
            .onPartitions(Partitions.SESSIONS, Partitions.PAGES));
    may.add(table("SetSettings", List.of("dynamodb:UpdateItem")).onPartitions(Partitions.GRID));
    may.add(
        table(
                "RegisterFunctions",
                List.of("dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem"))
            .onPartitions(Partitions.FUNCTIONS));
    may.add(Statement.of("ReadQueueLengths", QUEUE_LENGTHS, taskQueues(), deadLetters()));
    may.add(Statement.of("TellConnectors", List.of(SEND), replyQueues()));
    may.add(
        Statement.of(
            "DeliverFunctions",
            List.of("s3:PutObject", "s3:DeleteObject"),
            Arns.objects(names, FUNCTIONS)));
    return document(may);
  }

  Map<String, Object> agent() {
    List<Statement> may = new ArrayList<>();
    may.add(findGrid());
    may.add(
        table("ReadSessions", List.of("dynamodb:GetItem"))
            .onPartitions(
                Partitions.SESSIONS, Partitions.PAGES, Partitions.GRID, Partitions.FUNCTIONS));
    may.add(
        table("RunTasks", List.of("dynamodb:UpdateItem"))
            .onPartitions(Partitions.SESSIONS, Partitions.PAGES));
    // A drain request is taken back when it has been met; of the settings nothing else.
    may.add(
        table("AnswerDrainRequests", List.of("dynamodb:UpdateItem"))
            .onPartitions(Partitions.GRID)
            .onAttributes(StateTableSchema.DRAIN_REQUEST));
    may.add(
        table("ShowAgent", List.of("dynamodb:PutItem", "dynamodb:DeleteItem"))
            .onPartitions(Partitions.AGENTS));
    may.add(
        Statement.of(
            "TakeTasks",
            List.of(
                "sqs:GetQueueUrl",
                "sqs:GetQueueAttributes",
                "sqs:ReceiveMessage",
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                SEND),
            taskQueues()));
    may.add(Statement.of("SendDeadLetters", List.of("sqs:GetQueueUrl", SEND), deadLetters()));
    may.add(Statement.of("TellConnectors", List.of(SEND), replyQueues()));
    may.add(
        Statement.of(
            "ReadObjects",
            List.of("s3:GetObject"),
            Arns.objects(names, ObjectKeys.PAYLOADS),
            Arns.objects(names, ObjectKeys.RESULTS),
            Arns.objects(names, FUNCTIONS)));
    may.add(objects("WriteResults", "s3:PutObject", ObjectKeys.RESULTS));
    may.add(seeMissingObjects());
    return document(may);
  }

  Map<String, Object> sweeper() {
    List<Statement> may = new ArrayList<>();
    may.add(findGrid());
    may.add(
        table("ReadItems", READ_ITEMS)
            .onPartitions(
                Partitions.SESSIONS, Partitions.PAGES, Partitions.CONNECTORS, Partitions.SWEEPER));
    may.add(
        Statement.of(
            "ListOpenSessions",
            List.of("dynamodb:Query"),
            Arns.index(names, StateTableSchema.OPEN.name())));
    may.add(
        table("RepairSessions", List.of("dynamodb:PutItem", "dynamodb:UpdateItem"))
            .onPartitions(Partitions.SESSIONS, Partitions.PAGES));
    may.add(table("TakeNotes", List.of("dynamodb:PutItem")).onPartitions(Partitions.SWEEPER));
    may.add(
        table("Forget", List.of("dynamodb:DeleteItem"))
            .onPartitions(Partitions.SWEEPER, Partitions.CONNECTORS));
    may.add(
        Statement.of(
            "SendTasksAgain",
            List.of("sqs:GetQueueUrl", "sqs:GetQueueAttributes", SEND),
            taskQueues()));
    may.add(
        Statement.of(
            "ReviewDeadLetters",
            List.of(
                "sqs:GetQueueUrl",
                "sqs:ReceiveMessage",
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage"),
            deadLetters()));
    may.add(
        Statement.of(
            "TidyReplyQueues",
            List.of("sqs:GetQueueAttributes", "sqs:DeleteQueue", SEND),
            replyQueues()));
    // SQS knows no resource for it.
    may.add(Statement.of("ListReplyQueues", List.of("sqs:ListQueues"), "*"));
    may.add(
        Statement.of(
            "WriteLogs",
            List.of("logs:CreateLogStream", "logs:PutLogEvents"),
            Arns.logStreams(names.sweeperLogs())));
    return document(may);
  }

  /** KEDA's operator: the lengths of the queues, which it names and SQS tells without the key. */
  Map<String, Object> scaler() {
    return policy(
        List.of(
            Statement.of("ReadQueueLengths", List.of("sqs:GetQueueAttributes"), taskQueues())
                .json()));
  }

  /**
   * What an instance of EC2 needs beside the agent: images, logs, and its own place in the group.
   */
  Map<String, Object> instance() {
    return policy(
        List.of(
            // ECR knows no resource for it.
            Statement.of("LogInToEcr", List.of("ecr:GetAuthorizationToken"), "*").json(),
            Statement.of(
                    "PullImages",
                    List.of(
                        "ecr:BatchCheckLayerAvailability",
                        "ecr:BatchGetImage",
                        "ecr:GetDownloadUrlForLayer"),
                    repository(Input.AGENT_REPOSITORY),
                    repository(Input.RUNTIME_REPOSITORY))
                .json(),
            Statement.of(
                    "WriteLogs",
                    List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                    Arns.logStreams(names.agentLogs()))
                .json(),
            Statement.of(
                    "ProtectAndDrain",
                    List.of(
                        "autoscaling:SetInstanceProtection",
                        "autoscaling:CompleteLifecycleAction",
                        "autoscaling:TerminateInstanceInAutoScalingGroup"),
                    Arns.of(
                        "autoscaling", "autoScalingGroup:*:autoScalingGroupName/" + names.agents()))
                .json()));
  }

  private String repository(Input input) {
    return Arns.of("ecr", "repository/" + inputs.text(input));
  }

  private List<Statement> reading() {
    return List.of(
        findGrid(),
        table("ReadSessions", READ_ITEMS)
            .onPartitions(Partitions.SESSIONS, Partitions.PAGES, Partitions.GRID),
        Statement.of(
            "ListSessions",
            List.of("dynamodb:Query"),
            Arns.index(names, StateTableSchema.OPEN.name()),
            Arns.index(names, StateTableSchema.CREATED.name())),
        objects("ReadResults", "s3:GetObject", ObjectKeys.RESULTS),
        seeMissingObjects());
  }

  private Statement findGrid() {
    return Statement.of("FindGrid", List.of("ssm:GetParameter"), Arns.parameter(names));
  }

  /** Without it, S3 says of an object that is gone that access is denied. */
  private Statement seeMissingObjects() {
    return Statement.of("SeeMissingObjects", List.of("s3:ListBucket"), Arns.bucket(names));
  }

  private Statement table(String sid, List<String> actions) {
    return Statement.of(sid, actions, Arns.table(names));
  }

  private Statement objects(String sid, String action, String prefix) {
    return Statement.of(sid, List.of(action), Arns.objects(names, prefix));
  }

  private String taskQueues() {
    return Arns.queue(names.taskQueues());
  }

  private String deadLetters() {
    return Arns.queue(names.deadLetterQueue());
  }

  private String replyQueues() {
    return Arns.queue(names.replyQueues());
  }

  private Map<String, Object> document(List<Statement> statements) {
    List<Object> all = new ArrayList<>();
    statements.forEach(each -> all.add(each.json()));
    IResolvable key = inputs.given(Input.KEY_ARN).part(useKey().json());
    if (key != null) {
      all.add(key);
    }
    return policy(all);
  }

  private Statement useKey() {
    List<String> services = List.of(service("dynamodb"), service("s3"), service("sqs"));
    return new Statement(
        "UseKey",
        List.of("kms:Decrypt", "kms:GenerateDataKey"),
        List.of(inputs.text(Input.KEY_ARN)),
        Map.of("StringEquals", Map.of("kms:ViaService", services)));
  }

  private static String service(String name) {
    return name + "." + Aws.REGION + ".amazonaws.com";
  }

  /** Who may take a role: one of AWS's services. */
  static Map<String, Object> trust(String service, String... actions) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", "Allow");
    statement.put("Principal", Map.of("Service", service));
    statement.put("Action", List.of(actions));
    return policy(List.of(statement));
  }

  /** A document of statements in the template's spelling. */
  static Map<String, Object> policy(List<?> statements) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Statement", statements);
    return document;
  }
}
