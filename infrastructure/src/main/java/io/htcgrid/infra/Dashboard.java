package io.htcgrid.infra;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.control.MetricNames;
import io.htcgrid.control.config.GridConfig;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awscdk.Aws;

/** A grid at a glance: is there work, is it done, does anything go wrong. */
final class Dashboard {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int WIDTH = 8;
  private static final int HEIGHT = 6;
  private static final int COLUMNS = 3;

  private final Names names;
  private final ArrayNode widgets = JSON.createArrayNode();

  Dashboard(Names names) {
    this.names = names;
  }

  /** The body of a CloudWatch dashboard. */
  String json() {
    queues("Tasks waiting", "ApproximateNumberOfMessagesVisible", "Maximum");
    queues("Tasks in flight", "ApproximateNumberOfMessagesNotVisible", "Maximum");
    queues("Oldest task message (s)", "ApproximateAgeOfOldestMessage", "Maximum");
    agents();
    metrics(
        "Slots in service",
        "Maximum",
        List.of("GroupInServiceCapacity", "GroupDesiredCapacity"),
        "AWS/AutoScaling",
        "AutoScalingGroupName",
        names.agents());
    metrics(
        "Dead letters",
        "Maximum",
        List.of("ApproximateNumberOfMessagesVisible"),
        "AWS/SQS",
        "QueueName",
        names.deadLetterQueue());
    metrics(
        "State table: units used",
        "Sum",
        List.of("ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits"),
        "AWS/DynamoDB",
        "TableName",
        names.table());
    metrics(
        "State table: throttled requests",
        "Sum",
        List.of("ReadThrottleEvents", "WriteThrottleEvents"),
        "AWS/DynamoDB",
        "TableName",
        names.table());
    metrics(
        "Sweeper",
        "Sum",
        List.of("Invocations", "Errors"),
        "AWS/Lambda",
        "FunctionName",
        names.sweeper());
    return JSON.createObjectNode().set("widgets", widgets).toString();
  }

  private void agents() {
    metrics(
        "Tasks ended",
        "Sum",
        List.of(MetricNames.COMPLETED, MetricNames.FAILED, MetricNames.RETRIED),
        MetricNames.NAMESPACE,
        MetricNames.GRID,
        names.grid());
  }

  /** Of all levels that there are. */
  private void queues(String title, String metric, String statistic) {
    String queues =
        IntStream.range(0, GridConfig.MAX_PRIORITY_LEVELS)
            .mapToObj(level -> '"' + names.taskQueue(level) + '"')
            .collect(Collectors.joining(" OR "));
    ObjectNode search = JSON.createObjectNode();
    search.put(
        "expression",
        "SEARCH('{AWS/SQS,QueueName} MetricName=\""
            + metric
            + "\" QueueName=("
            + queues
            + ")', '"
            + statistic
            + "', 60)");
    widget(title, statistic).add(JSON.createArrayNode().add(search));
  }

  private void metrics(
      String title,
      String statistic,
      List<String> metrics,
      String namespace,
      String dimension,
      String value) {
    ArrayNode all = widget(title, statistic);
    for (String metric : metrics) {
      all.add(JSON.createArrayNode().add(namespace).add(metric).add(dimension).add(value));
    }
  }

  /** Adds a widget and returns its metrics. */
  private ArrayNode widget(String title, String statistic) {
    int place = widgets.size();
    ObjectNode widget = widgets.addObject();
    widget.put("type", "metric");
    widget.put("x", place % COLUMNS * WIDTH).put("y", place / COLUMNS * HEIGHT);
    widget.put("width", WIDTH).put("height", HEIGHT);
    ObjectNode properties = widget.putObject("properties");
    properties.put("title", title).put("region", Aws.REGION).put("stat", statistic);
    properties.put("period", 60).put("view", "timeSeries");
    return properties.putArray("metrics");
  }
}
