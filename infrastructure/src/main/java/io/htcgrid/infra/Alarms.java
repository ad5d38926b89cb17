package io.htcgrid.infra;

import io.htcgrid.control.MetricNames;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;

/** The alarms of a grid. Each says in its description what to look at first. */
final class Alarms {
  private static final int MINUTE = 60;
  private static final String ABOVE = "GreaterThanThreshold";
  private static final String FINE = "notBreaching";

  private final GridStack stack;
  private final Names names;
  private final Inputs inputs;

  Alarms(GridStack stack) {
    this.stack = stack;
    this.names = stack.names();
    this.inputs = stack.inputs();
  }

  CfnAlarm oldestMessage(int level) {
    return alarm(
            "OldestMessage" + level,
            "oldest-message-p" + level,
            "A task of priority "
                + level
                + " waits or runs for long: too few agents, or one task"
                + " that never ends")
        .namespace("AWS/SQS")
        .metricName("ApproximateAgeOfOldestMessage")
        .dimensions(of("QueueName", names.taskQueue(level)))
        .statistic("Maximum")
        .period(MINUTE)
        .evaluationPeriods(5)
        .threshold(inputs.number(Input.OLDEST_MESSAGE_SECONDS))
        .comparisonOperator(ABOVE)
        .treatMissingData(FINE)
        .build();
  }

  void deadLetters() {
    alarm(
            "DeadLetters",
            "dead-letters",
            "Messages stay on the dead-letter queue that the sweeper cannot put right: read the"
                + " reason that each carries")
        .namespace("AWS/SQS")
        .metricName("ApproximateNumberOfMessagesVisible")
        .dimensions(of("QueueName", names.deadLetterQueue()))
        .statistic("Minimum")
        .period(5 * MINUTE)
        .evaluationPeriods(3)
        .threshold(0)
        .comparisonOperator(ABOVE)
        .treatMissingData(FINE)
        .build();
  }

  void throttles() {
    alarm(
            "Throttles",
            "throttles",
            "DynamoDB refuses requests to the state table: it grows too slowly, or an account's quota"
                + " is reached")
        .metrics(
            List.of(
                query("all", "FILL(reads, 0) + FILL(writes, 0)"),
                table("reads", "ReadThrottleEvents"),
                table("writes", "WriteThrottleEvents")))
        .evaluationPeriods(5)
        .datapointsToAlarm(3)
        .threshold(0)
        .comparisonOperator(ABOVE)
        .treatMissingData(FINE)
        .build();
  }

  void failedTasks() {
    alarm(
            "TasksFail",
            "failed-tasks",
            "Many tasks fail: a function was broken by a new version, or is fed with bad payloads")
        .namespace(MetricNames.NAMESPACE)
        .metricName(MetricNames.FAILED)
        .dimensions(of(MetricNames.GRID, names.grid()))
        .statistic("Sum")
        .period(5 * MINUTE)
        .evaluationPeriods(1)
        .threshold(inputs.number(Input.FAILED_TASKS))
        .comparisonOperator(ABOVE)
        .treatMissingData(FINE)
        .build();
  }

  void sweeperErrors() {
    alarm(
            "SweeperErrors",
            "sweeper-errors",
            "The sweeper fails again and again: its log group " + names.sweeperLogs() + " says why")
        .namespace("AWS/Lambda")
        .metricName("Errors")
        .dimensions(of("FunctionName", names.sweeper()))
        .statistic("Sum")
        .period(5 * MINUTE)
        .evaluationPeriods(2)
        .threshold(2)
        .comparisonOperator(ABOVE)
        .treatMissingData(FINE)
        .build();
  }

  void sweeperSilent() {
    alarm(
            "SweeperSilent",
            "sweeper-silent",
            "The sweeper does not run: crashes are not repaired and deadlines not kept")
        .namespace("AWS/Lambda")
        .metricName("Invocations")
        .dimensions(of("FunctionName", names.sweeper()))
        .statistic("Sum")
        .period(5 * MINUTE)
        .evaluationPeriods(3)
        .threshold(1)
        .comparisonOperator("LessThanThreshold")
        .treatMissingData("breaching")
        .build();
  }

  private CfnAlarm.Builder alarm(String id, String name, String description) {
    CfnAlarm.Builder alarm =
        CfnAlarm.Builder.create(stack, id)
            .alarmName(names.prefix() + "-" + name)
            .alarmDescription(description)
            .tags(stack.gridTags());
    String topic = inputs.given(Input.ALARM_TOPIC_ARN).text(inputs.text(Input.ALARM_TOPIC_ARN));
    if (topic != null) {
      alarm.alarmActions(List.of(topic)).okActions(List.of(topic));
    }
    return alarm;
  }

  private CfnAlarm.MetricDataQueryProperty table(String id, String metric) {
    return CfnAlarm.MetricDataQueryProperty.builder()
        .id(id)
        .returnData(false)
        .metricStat(
            CfnAlarm.MetricStatProperty.builder()
                .metric(
                    CfnAlarm.MetricProperty.builder()
                        .namespace("AWS/DynamoDB")
                        .metricName(metric)
                        .dimensions(of("TableName", names.table()))
                        .build())
                .period(MINUTE)
                .stat("Sum")
                .build())
        .build();
  }

  private static CfnAlarm.MetricDataQueryProperty query(String id, String expression) {
    return CfnAlarm.MetricDataQueryProperty.builder()
        .id(id)
        .expression(expression)
        .label("throttled requests")
        .returnData(true)
        .build();
  }

  private static List<CfnAlarm.DimensionProperty> of(String name, String value) {
    return List.of(CfnAlarm.DimensionProperty.builder().name(name).value(value).build());
  }
}
